import type { Highlight } from '@alongside/protocol'
import { hitAt, type ViewerContext } from './context.ts'
import { createThrottle } from './throttle.ts'
import { createControlTool } from './tools/control-tool.ts'
import { createHighlightTool } from './tools/highlight-tool.ts'
import type { ToolHandlers } from './tools/tool.ts'
import { createTyping, type Typing } from './tools/typing.ts'

/** About 30 a second: smooth to the eye, a quarter of what the protocol allows. Milliseconds. */
const CURSOR_EVERY_MS = 33

/** Takes all input on the mirror: the agent's cursor and scrolling always, the rest goes to the tool. */
export type Input = {
  readonly typing: Typing
  /** The tool or what the agent may do has changed. */
  refreshTool(): void
  close(): void
}

export function createInput(context: ViewerContext, highlight: (value: Highlight) => void): Input {
  const { surface } = context.stage
  const typing = createTyping(context)
  const tools: Readonly<Record<string, ToolHandlers>> = {
    pointer: {},
    draw: {},
    highlight: createHighlightTool(context, highlight),
    control: createControlTool(context, typing),
  }
  const cursor = createThrottle(CURSOR_EVERY_MS)
  const stop = new AbortController()
  let active = 'pointer'
  /** After Escape, Tab leaves the mirror: it must not hold the keyboard for ever. */
  let lets = false

  const tool = () => tools[active] ?? {}

  function refreshTool(): void {
    const wanted = context.tool()
    const next = wanted === 'control' && !context.may('control') ? 'pointer' : wanted
    surface.dataset['tool'] = next
    if (next === active) return
    tool().leave?.()
    active = next
  }

  function sendCursor(event: PointerEvent): void {
    if (!context.may('point')) return
    const { buttons } = event
    cursor.run(() => {
      const hit = hitAt(context, event)
      const at =
        hit === null ? null : { node: hit.id, ...hit.fraction, ...(buttons === 1 ? { pressed: true } : {}) }
      context.signal({ kind: 'cursor', cursor: at })
    })
  }

  /** A drag goes on outside of the mirror. */
  function capture({ pointerId }: PointerEvent): void {
    try {
      surface.setPointerCapture(pointerId)
    } catch {
      // The pointer is up again already.
    }
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.key === 'Tab' && lets) {
      lets = false
      return
    }
    lets = event.key === 'Escape'
    if (tool().key?.(event) === true || (active !== 'control' && context.scrolling.handleKey(event)))
      event.preventDefault()
  }

  function on<E extends keyof HTMLElementEventMap>(
    type: E,
    handle: (event: HTMLElementEventMap[E]) => void,
    options: AddEventListenerOptions = {},
  ): void {
    surface.addEventListener(type, handle, { ...options, signal: stop.signal })
  }

  on('pointermove', (event) => {
    sendCursor(event)
    tool().move?.(event)
  })
  on('pointerdown', (event) => {
    capture(event)
    sendCursor(event)
    tool().down?.(event)
  })
  on('pointerup', (event) => {
    sendCursor(event)
    if (event.button === 0) tool().up?.(event)
  })
  on('pointerleave', () => {
    cursor.cancel()
    if (context.may('point')) context.signal({ kind: 'cursor', cursor: null })
    context.marks.setPreview(null)
  })
  // Without this, a press moves the focus from the typing area to the surface.
  on('mousedown', (event) => {
    if (active !== 'control') return
    event.preventDefault()
    if ((surface.getRootNode() as ShadowRoot).activeElement === null) surface.focus({ preventScroll: true })
  })
  on('click', (event) => tool().click?.(event))
  on('contextmenu', (event) => {
    if (tool().contextMenu === undefined) return
    event.preventDefault()
    tool().contextMenu?.(event)
  })
  on('keydown', handleKey)
  on('wheel', (event) => context.scrolling.handleWheel(event, hitAt(context, event)?.element ?? null), {
    passive: false,
  })
  refreshTool()

  return {
    typing,
    refreshTool,
    close() {
      stop.abort()
      cursor.cancel()
      tool().leave?.()
      typing.close()
    },
  }
}
