import type { Capture } from '@alongside/mirror/capture'
import type { Cursor } from '@alongside/protocol'
import type { Builtins } from '../loader/builtins.ts'
import type { Guard } from './guard.ts'
import { findPointable } from './pointable-node.ts'

/** 25 positions a second look continuous. Milliseconds. */
const INTERVAL_MS = 40

type TrackerOptions = {
  readonly window: Window
  readonly capture: Pick<Capture, 'nodes' | 'isMasked'>
  readonly isOwn: (node: Node) => boolean
  readonly builtins: Pick<Builtins, 'setTimeout' | 'clearTimeout'>
  readonly guard: Guard
  readonly onCursor: (cursor: Cursor) => void
}

/**
 * Follows the visitor's own pointer, also into frames of the same origin. Events that scripts make (an agent's click is one
 * here) are nobody's pointer. Returns the way to stop.
 */
export function trackPointer(options: TrackerOptions): () => void {
  const { window, builtins, guard } = options
  const aborter = new AbortController()
  const watched = new WeakSet<Document>()
  let newest: Position | null = null
  let wasOutside = true
  let timer = 0

  const report = guard(() => {
    timer = 0
    const cursor = newest === null ? null : toCursor(newest, options)
    if (cursor === null && wasOutside) return
    wasOutside = cursor === null
    options.onCursor(cursor)
  })
  const note = guard((event: PointerEvent, isInside: boolean) => {
    if (!event.isTrusted) return
    // The path is known only while the event is on its way; afterwards the target is the outermost shadow host.
    newest = isInside ? toPosition(event) : null
    if (timer === 0) timer = builtins.setTimeout(report, INTERVAL_MS)
  })
  const watch = (document: Document) => {
    if (watched.has(document)) return
    watched.add(document)
    const listening = { capture: true, passive: true, signal: aborter.signal } as const
    for (const type of ['pointermove', 'pointerdown', 'pointerup'] as const) {
      document.addEventListener(type, (event) => note(event, true), listening)
    }
    document.documentElement.addEventListener('pointerleave', (event) => note(event, false), listening)
    document.addEventListener(
      'pointerover',
      guard((event: Event) => {
        const inner = innerDocument(event.target)
        if (inner !== null) watch(inner)
      }),
      listening,
    )
  }
  watch(window.document)
  return () => {
    aborter.abort()
    builtins.clearTimeout(timer)
  }
}

/** Viewport coordinates of the target's own document. */
type Position = {
  readonly target: EventTarget | undefined
  readonly x: number
  readonly y: number
  readonly pressed: boolean
}

function toPosition(event: PointerEvent): Position {
  const { clientX: x, clientY: y } = event
  return { target: event.composedPath()[0], x, y, pressed: event.buttons > 0 }
}

function toCursor({ target, ...at }: Position, options: TrackerOptions): Cursor {
  if (!isNode(target) || options.isOwn(target)) return null
  const found = findPointable(target, options.capture)
  if (found === null) return null
  if (found.isMasked) return { node: found.id, x: 0.5, y: 0.5 }
  const box = found.element.getBoundingClientRect()
  const x = fraction(at.x - box.left, box.width)
  const y = fraction(at.y - box.top, box.height)
  return { node: found.id, x, y, ...(at.pressed ? { pressed: true } : {}) }
}

function fraction(distance: number, length: number): number {
  const value = length === 0 ? 0 : distance / length
  return Math.round(Math.min(Math.max(value, -10), 10) * 10_000) / 10_000
}

function isNode(target: EventTarget | null | undefined): target is Node {
  return target !== null && target !== undefined && 'nodeType' in target
}

function innerDocument(target: EventTarget | null): Document | null {
  if (!isNode(target) || target.nodeName !== 'IFRAME') return null
  try {
    return (target as HTMLIFrameElement).contentDocument
  } catch {
    return null
  }
}
