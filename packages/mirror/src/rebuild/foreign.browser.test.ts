import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Op } from '../format/index.ts'
import { REBUILD_LIMITS } from './limits.ts'
import { id, pageOps, startRebuild, type TestRebuild } from './testing.ts'

let rebuild: TestRebuild
beforeEach(async () => {
  rebuild = startRebuild()
  await rebuild.send(
    ...pageOps(),
    insert(`<p class="a">page</p><iframe></iframe>`, 10, 3),
    ...styled('red'),
    {
      op: 'progress',
      done: 1,
    },
  )
})
afterEach(() => rebuild.destroy())

/** The frame has id 12: p, its text, the frame. */
const FRAME = id(12)
const insert = (html: string, first: number, count: number): Op => ({
  op: 'insert',
  parent: id(4),
  before: null,
  ids: [first, count],
  html,
})
const styled = (color: string): Op[] => [
  { op: 'sheet', key: 'k', css: `.a { color: ${color} }`, base: 'https://shop.example/' },
  { op: 'sheets', root: id(1), sheets: [{ key: 'k' }] },
]
const foreign = (...ops: Op[]): Op => ({
  op: 'foreign',
  id: FRAME,
  frame: JSON.stringify({ epoch: 'f1', version: 1, ops }),
})
const paragraph: Op = {
  op: 'insert',
  parent: id(4),
  before: null,
  ids: [10, 2],
  nodes: [{ e: 'p', a: { class: 'a', onclick: 'x()' }, k: ['inside'] }],
}
const frame = () => rebuild.document?.querySelector('iframe')
const inside = () => frame()?.contentDocument
const LABEL = 'Content from another site'

it('R40 a foreign frame has ids, sheets and size of its own', async () => {
  await rebuild.send(foreign(...pageOps(), paragraph, ...styled('blue')))
  const p = inside()?.querySelector('p')
  expect(p?.textContent).toBe('inside')
  expect(rebuild.document?.querySelector('p')?.textContent).toBe('page')
  expect(p && inside()?.defaultView?.getComputedStyle(p).color).toBe('rgb(0, 0, 255)')
  const own = rebuild.document?.querySelector('p')
  expect(own && rebuild.document?.defaultView?.getComputedStyle(own).color).toBe('rgb(255, 0, 0)')
  expect(rebuild.id(p as Node)).toBeUndefined()
  expect(frame()?.style.width).toBe('')
})

it('R40 what is in it goes through the same lists', async () => {
  await rebuild.send(foreign(...pageOps(), paragraph))
  expect(frame()?.getAttribute('sandbox')).toBe('allow-same-origin')
  expect(inside()?.querySelector('p')?.hasAttribute('onclick')).toBe(false)
})

it.each<[string, Op]>([
  ['text that is no frame', { op: 'foreign', id: FRAME, frame: '{"epoch":' }],
  ['an unknown op', foreign({ op: 'run' } as unknown as Op)],
  ['an insert into nothing', foreign({ ...paragraph, parent: id(999) })],
  ['a viewport without a size', foreign({ op: 'viewport', width: 0, height: 0, devicePixelRatio: 1 })],
])('R40 %s harms that frame only', async (_name, bad) => {
  await rebuild.send(foreign(...pageOps(), paragraph))
  await rebuild.send(bad, insert('<i>after</i>', 20, 2))
  expect(rebuild.document?.querySelector('i')?.textContent).toBe('after')
  expect(inside()?.body.textContent).toBe(LABEL)
  await rebuild.send(foreign(...pageOps(), paragraph))
  expect(inside()?.body.textContent).toBe(LABEL)
  await rebuild.send({ op: 'foreign', id: FRAME, frame: null }, foreign(...pageOps(), paragraph))
  expect(inside()?.querySelector('p')?.textContent).toBe('inside')
})

it('R40 what is void gives place to words, and goes with its element', async () => {
  await rebuild.send(foreign(...pageOps(), paragraph))
  await rebuild.send({ op: 'foreign', id: FRAME, frame: null })
  expect(inside()?.body.textContent).toBe(LABEL)
  await rebuild.send({ op: 'remove', ids: [FRAME] }, foreign(...pageOps(), paragraph))
  expect(frame()).toBeNull()
})

it('R40 R20 frames in frames end somewhere', async () => {
  const nested = (depth: number): Op[] => {
    const own = [...pageOps(), { ...paragraph, ids: [12, 1], nodes: [{ e: 'iframe' }] } as Op]
    return depth === 0 ? own : [...own, foreign(...nested(depth - 1))]
  }
  await rebuild.send(foreign(...nested(REBUILD_LIMITS.foreignDepth)))
  let depth = 0
  for (let at = inside(); at !== null && at !== undefined; at = at.querySelector('iframe')?.contentDocument)
    if (at.querySelector('iframe') !== null) depth++
  expect(depth).toBe(REBUILD_LIMITS.foreignDepth)
})

it('R40 a document of the page in the same frame takes its place', async () => {
  await rebuild.send(foreign(...pageOps(), paragraph))
  await rebuild.send(
    { op: 'document', id: id(30), host: FRAME, doctype: null, quirks: false, base: 'about:blank' },
    {
      op: 'insert',
      parent: id(30),
      before: null,
      ids: [31, 3],
      nodes: [{ e: 'html', k: [{ e: 'body', k: ['own'] }] }],
    },
  )
  expect(inside()?.body.textContent).toBe('own')
})
