import type { NodeLookup } from '@alongside/mirror/capture'
import type { Cursor, Highlight } from '@alongside/protocol'
import { afterEach, expect, test } from 'vitest'
import { takeBuiltins } from '../loader/builtins.ts'
import { createOverlay } from './overlay.ts'

const cleanups: (() => void)[] = []
const nodes: NodeLookup = { node: () => undefined, id: () => undefined }
const cursor = { node: 1, x: 0.5, y: 0.5 } as unknown as NonNullable<Cursor>
const element = { kind: 'element', node: 1 } as unknown as NonNullable<Highlight>
const text = {
  kind: 'text',
  from: { node: 1, offset: 0 },
  to: { node: 1, offset: 2 },
} as unknown as Highlight

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** Two lines of text, and a point. `where.at` null: what is pointed at is not on the page. */
function openOverlay(where: { at: { x: number; y: number } | null }) {
  const box = document.createElement('div')
  document.body.append(box)
  const overlay = createOverlay({
    box,
    nodes,
    locateCursor: () => where.at,
    locateHighlight: (highlight) =>
      highlight?.kind === 'text'
        ? [new DOMRect(0, 40, 90, 10), new DOMRect(0, 50, 20, 10)]
        : [new DOMRect(0, 0, 9, 9)],
    guard: (callback) => callback,
    builtins: takeBuiltins(window),
  })
  cleanups.push(
    () => overlay.stop(),
    () => box.remove(),
  )
  return { box, overlay }
}

test('a cursor carries its participant’s name and is shown only while it is over something', async () => {
  const where: { at: { x: number; y: number } | null } = { at: { x: 5, y: 5 } }
  const { box, overlay } = openOverlay(where)
  overlay.setCursor('a', 'Ana', cursor)
  const mark = box.querySelector<HTMLElement>('[data-cursor="Ana"]')
  await expect.poll(() => mark?.style.transform).toBe('translate(5px, 5px)')
  expect([mark?.hidden, mark?.textContent]).toEqual([false, 'Ana'])
  where.at = null
  await expect.poll(() => mark?.hidden).toBe(true)
  overlay.setCursor('a', 'Ana', null)
  expect(box.querySelector('[data-cursor]')).toBeNull()
})

test('each box of a highlight says whether an element or text is meant', async () => {
  const { box, overlay } = openOverlay({ at: null })
  const kinds = () =>
    [...box.querySelectorAll<HTMLElement>('[data-highlight]')].map((part) => part.dataset['highlight'])
  overlay.setHighlight('a', 'Ana', element)
  await expect.poll(kinds).toEqual(['element'])
  overlay.setHighlight('a', 'Ana', text)
  await expect.poll(kinds).toEqual(['text', 'text'])
})
