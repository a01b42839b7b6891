import type { Capture } from '@alongside/mirror/capture'
import type { Cursor, Highlight } from '@alongside/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeBuiltins } from '../loader/builtins.ts'
import { startHighlightTool } from './highlight-tool.ts'
import { findPointable } from './pointable-node.ts'
import { trackPointer } from './pointer-tracker.ts'

const cleanups: (() => void)[] = []
let page: HTMLElement

/** All nodes of the page have been sent, but for `.new`; `[data-secret]` and what is in it is masked. */
const capture: Pick<Capture, 'nodes' | 'isMasked'> = {
  nodes: {
    node: () => undefined,
    id(node) {
      if (node instanceof Element && node.matches('.new')) return undefined
      const walker = document.createTreeWalker(page)
      for (let id = 1; ; id++) {
        if (walker.currentNode === node) return id as never
        if (walker.nextNode() === null) return undefined
      }
    },
  },
  isMasked: (node) => (node instanceof Element ? node : node.parentElement)?.closest('[data-secret]') != null,
}

beforeEach(() => {
  page = document.createElement('main')
  page.innerHTML =
    '<p id="text">Some text</p><button id="pay">Pay</button><div id="pin" data-secret><button id="digit">7</button></div><div id="old"><i class="new">x</i></div>'
  document.body.append(page)
  cleanups.push(() => page.remove())
})

afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup()
})

function get(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`no #${id}`)
  return element
}

test('inside of a masked part only the part itself may be named', () => {
  expect(findPointable(get('digit'), capture)).toMatchObject({ element: get('pin'), isMasked: true })
  expect(findPointable(get('pay'), capture)).toMatchObject({ element: get('pay'), isMasked: false })
})

test('for a node that viewers do not have yet, the nearest one that they have is named', () => {
  const fresh = page.querySelector('.new')
  expect(fresh && findPointable(fresh, capture)?.element).toBe(get('old'))
})

function track(): Cursor[] {
  const cursors: Cursor[] = []
  const onCursor = (cursor: Cursor) => void cursors.push(cursor)
  const isOwn = () => false
  cleanups.push(trackPointer({ window, capture, isOwn, builtins: takeBuiltins(window), onCursor }))
  return cursors
}

function moveTo(element: Element, x: number, y: number): void {
  const box = element.getBoundingClientRect()
  const at = { clientX: box.left + box.width * x, clientY: box.top + box.height * y }
  element.dispatchEvent(new PointerEvent('pointermove', { ...at, bubbles: true, composed: true }))
}

test('the pointer goes out as a place in its element, many moves as the newest one', async () => {
  const cursors = track()
  for (const x of [0.1, 0.2, 0.25]) moveTo(get('pay'), x, 0.5)
  await expect.poll(() => cursors).toHaveLength(1)
  expect(cursors[0]).toMatchObject({ node: capture.nodes.id(get('pay')), y: expect.closeTo(0.5, 1) })
  expect(cursors[0]?.x).toBeCloseTo(0.25, 1)
})

test('over a masked part the pointer tells neither the element nor the place in it', async () => {
  const cursors = track()
  moveTo(get('digit'), 0.9, 0.9)
  await expect.poll(() => cursors).toEqual([{ node: capture.nodes.id(get('pin')), x: 0.5, y: 0.5 }])
})

function highlight() {
  const chosen: Highlight[] = []
  const left: string[] = []
  const stop = startHighlightTool({
    window,
    capture,
    isOwn: () => false,
    onHover: () => undefined,
    onChoose: (choice) => void chosen.push(choice),
    onLeave: () => void left.push('left'),
  })
  cleanups.push(stop)
  return { chosen, left, stop }
}

test('a click highlights instead of operating the page, until the tool is put away', () => {
  let clicks = 0
  get('pay').addEventListener('click', () => clicks++)
  const { chosen, stop } = highlight()
  get('pay').click()
  expect([chosen, clicks]).toEqual([[{ kind: 'element', node: capture.nodes.id(get('pay')) }], 0])
  stop()
  get('pay').click()
  expect(clicks).toBe(1)
})

test('selected text is highlighted from its first to its last character', () => {
  const { chosen } = highlight()
  const text = get('text').firstChild as Text
  getSelection()?.setBaseAndExtent(text, 5, text, 9)
  get('text').click()
  const node = capture.nodes.id(text)
  expect(chosen).toEqual([{ kind: 'text', from: { node, offset: 5 }, to: { node, offset: 9 } }])
  getSelection()?.removeAllRanges()
})

test('a selection that reaches into a masked part highlights no text', () => {
  const { chosen } = highlight()
  const from = get('text').firstChild as Text
  const to = get('digit').firstChild as Text
  getSelection()?.setBaseAndExtent(from, 0, to, 1)
  get('text').click()
  expect(chosen).toMatchObject([{ kind: 'element' }])
  getSelection()?.removeAllRanges()
})

test('Escape puts the tool away, Enter highlights what has the focus', () => {
  const { chosen, left } = highlight()
  const press = (key: string) =>
    get('pay').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
  press('Enter')
  press('Escape')
  expect(chosen).toMatchObject([{ kind: 'element', node: capture.nodes.id(get('pay')) }])
  expect(left).toEqual(['left'])
})
