import type { Capture } from '@alongside/mirror/capture'
import type { Cursor, Highlight } from '@alongside/protocol'
import { signal } from '@preact/signals'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { takeBuiltins } from '../loader/builtins.ts'
import { createTestKernel } from '../test-kernel.ts'
import { createGuard } from './guard.ts'
import { startHighlightTool } from './highlight-tool.ts'
import { findPointable } from './pointable-node.ts'
import { createPointing } from './pointing.ts'
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
  expect(failures.splice(0)).toEqual([])
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

const failures: unknown[] = []
const guard = createGuard((error) => void failures.push(error))

/** Cursors that went out, and what waits until the tracker's timer is over. */
function track() {
  const cursors: Cursor[] = []
  const waiting: (() => void)[] = []
  const onCursor = (cursor: Cursor) => void cursors.push(cursor)
  const builtins = { ...takeBuiltins(window), setTimeout: (task: () => void) => waiting.push(task) }
  cleanups.push(trackPointer({ window, capture, isOwn: () => false, builtins, guard, onCursor }))
  return { cursors, waiting, elapse: () => waiting.splice(0).forEach((task) => task()) }
}

async function moveTo(element: Element, x: number, y: number): Promise<void> {
  const { width, height } = element.getBoundingClientRect()
  await userEvent.hover(element, { position: { x: width * x, y: height * y } })
}

test('the pointer goes out as a place in its element, many moves as the newest one', async () => {
  const { cursors, waiting, elapse } = track()
  for (const x of [0.1, 0.2, 0.8]) await moveTo(get('pay'), x, 0.5)
  expect(waiting).toHaveLength(1)
  elapse()
  expect(cursors).toMatchObject([{ node: capture.nodes.id(get('pay')) }])
  // The test's frame is scaled, so places are near.
  expect(cursors[0]?.x).toBeCloseTo(0.8, 0)
  expect(cursors[0]?.y).toBeCloseTo(0.5, 0)
})

test('over a masked part the pointer tells neither the element nor the place in it', async () => {
  const { cursors, elapse } = track()
  await moveTo(get('digit'), 0.9, 0.9)
  elapse()
  expect(cursors).toEqual([{ node: capture.nodes.id(get('pin')), x: 0.5, y: 0.5 }])
})

test('the pointer does not jump to where a script, or an agent through us, clicks', async () => {
  const { cursors, waiting, elapse } = track()
  await moveTo(get('pay'), 0.5, 0.5)
  elapse()
  for (const type of ['pointermove', 'pointerdown', 'pointerup']) {
    get('text').dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }))
  }
  expect([cursors.length, waiting.length]).toEqual([1, 0])
})

test('a viewer who comes later is told where the pointer rests', async () => {
  const sent: unknown[] = []
  const send = (event: string, message: { kind: string }) => sent.push([event, message.kind])
  const pointing = createPointing({
    kernel: createTestKernel({
      ui: { isOwn: () => false } as never,
      builtins: { ...takeBuiltins(window), setTimeout: (task) => (task(), 0) },
    }),
    window,
    box: page,
    link: { send, on: () => () => undefined } as never,
    capture: { ...capture, epoch: 'e' } as never,
    isHighlighting: signal(false),
    onFailure: (error) => void failures.push(error),
  })
  cleanups.push(() => pointing.stop())
  const viewer = (id: string) =>
    ({ id, name: id, role: 'viewer', connected: true, capabilities: [] }) as never
  pointing.setViewers([viewer('one')])
  expect(sent).toEqual([])
  await moveTo(get('pay'), 0.5, 0.5)
  expect(sent.length).toBeGreaterThan(0)
  sent.length = 0
  pointing.setViewers([viewer('one')])
  expect(sent).toEqual([])
  pointing.setViewers([viewer('one'), viewer('two')])
  expect(sent).toEqual([['signal', 'cursor']])
})

function highlight() {
  const chosen: Highlight[] = []
  const left: string[] = []
  const stop = startHighlightTool({
    window,
    capture,
    isOwn: () => false,
    guard,
    onHover: () => undefined,
    onChoose: (choice) => void chosen.push(choice),
    onLeave: () => void left.push('left'),
  })
  cleanups.push(stop)
  return { chosen, left, stop }
}

test('a click highlights instead of operating the page, until the tool is put away', async () => {
  let clicks = 0
  get('pay').addEventListener('click', () => clicks++)
  const { chosen, stop } = highlight()
  await userEvent.click(get('pay'))
  expect([chosen, clicks]).toEqual([[{ kind: 'element', node: capture.nodes.id(get('pay')) }], 0])
  stop()
  await userEvent.click(get('pay'))
  expect(clicks).toBe(1)
})

test('what an agent does while the tool is on operates the page', () => {
  let clicks = 0
  get('pay').addEventListener('click', () => clicks++)
  const { chosen, left } = highlight()
  get('pay').click()
  get('pay').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
  expect([clicks, chosen, left]).toEqual([1, [], []])
})

test('selected text is highlighted from its first to its last character', async () => {
  const { chosen } = highlight()
  const text = get('text').firstChild as Text
  const word = document.createRange()
  word.setStart(text, 5)
  word.setEnd(text, 9)
  const [from, within] = [get('text').getBoundingClientRect(), word.getBoundingClientRect()]
  const position = { x: within.left - from.left + 4, y: within.top - from.top + within.height / 2 }
  await userEvent.dblClick(get('text'), { position })
  const node = capture.nodes.id(text)
  expect(chosen.at(-1)).toEqual({ kind: 'text', from: { node, offset: 5 }, to: { node, offset: 9 } })
  getSelection()?.removeAllRanges()
})

test('a selection that reaches into a masked part highlights no text', async () => {
  const { chosen } = highlight()
  const [sourcePosition, targetPosition] = [
    { x: 1, y: 5 },
    { x: 4, y: 5 },
  ]
  await userEvent.dragAndDrop(get('text'), get('old'), { sourcePosition, targetPosition })
  expect(getSelection()?.toString()).toContain('7')
  expect(chosen).toMatchObject([{ kind: 'element' }])
  getSelection()?.removeAllRanges()
})

test('Escape puts the tool away, Enter highlights what has the focus', async () => {
  const { chosen, left } = highlight()
  get('pay').focus()
  await userEvent.keyboard('{Enter}{Escape}')
  expect(chosen).toMatchObject([{ kind: 'element', node: capture.nodes.id(get('pay')) }])
  expect(left).toEqual(['left'])
})

test('a failure in a listener is told once, stays out of the page, and ends the listening', async () => {
  const thrown: unknown[] = []
  const broken = {
    ...capture,
    isMasked() {
      throw new Error('a broken page')
    },
  }
  const inPage: string[] = []
  const hear = (event: ErrorEvent) => void inPage.push(event.message)
  addEventListener('error', hear)
  const stop = startHighlightTool({
    window,
    capture: broken,
    isOwn: () => false,
    guard: createGuard((error) => void thrown.push(error)),
    onHover: () => undefined,
    onChoose: () => undefined,
    onLeave: () => undefined,
  })
  cleanups.push(stop, () => removeEventListener('error', hear))
  let clicks = 0
  get('pay').addEventListener('click', () => clicks++)
  await userEvent.click(get('pay'))
  expect([thrown.length, inPage, clicks]).toEqual([1, [], 1])
})
