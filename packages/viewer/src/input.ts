import type { Highlight } from '@alongside/protocol'
import { hitAt, type ViewerContext } from './context.ts'
import { createThrottle } from './throttle.ts'
import { createControlTool } from './tools/control-tool.ts'
import { createHighlightTool } from './tools/highlight-tool.ts'
import type { ToolHandlers } from './tools/tool.ts'
import { createTyping, type Typing } from './tools/typing.ts'
import type { Tool } from './types.ts'

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
  return new SurfaceInput(context, highlight)
}

class SurfaceInput implements Input {
  readonly typing: Typing
  readonly #context: ViewerContext
  readonly #tools: Readonly<Record<Tool, ToolHandlers>>
  readonly #cursor = createThrottle(CURSOR_EVERY_MS)
  readonly #stop = new AbortController()
  #active: Tool = 'pointer'
  /** After Escape, Tab leaves the mirror: it must not hold the keyboard for ever. */
  #letsTabOut = false

  constructor(context: ViewerContext, highlight: (value: Highlight) => void) {
    this.#context = context
    this.typing = createTyping(context)
    this.#tools = {
      pointer: {},
      draw: {},
      highlight: createHighlightTool(context, highlight),
      control: createControlTool(context, this.typing),
    }
    this.#listenToPointer()
    this.#listenToKeys()
    this.refreshTool()
  }

  refreshTool(): void {
    const wanted = this.#context.tool()
    const next = wanted === 'control' && !this.#context.may('control') ? 'pointer' : wanted
    this.#context.stage.surface.dataset['tool'] = next
    if (next === this.#active) return
    this.#tool.leave?.()
    this.#active = next
  }

  close(): void {
    this.#stop.abort()
    this.#cursor.cancel()
    this.#tool.leave?.()
    this.typing.close()
  }

  get #tool(): ToolHandlers {
    return this.#tools[this.#active]
  }

  #on<E extends keyof HTMLElementEventMap>(type: E, handle: (event: HTMLElementEventMap[E]) => void): void {
    this.#context.stage.surface.addEventListener(type, handle, { signal: this.#stop.signal, passive: false })
  }

  #listenToPointer(): void {
    const { stage, scrolling, marks } = this.#context
    this.#on('pointermove', (event) => {
      this.#sendCursor(event)
      this.#tool.move?.(event)
    })
    this.#on('pointerdown', (event) => {
      this.#capture(event)
      this.#sendCursor(event)
      this.#tool.down?.(event)
    })
    this.#on('pointerup', (event) => {
      this.#sendCursor(event)
      if (event.button === 0) this.#tool.up?.(event)
    })
    this.#on('pointerleave', () => {
      this.#cursor.cancel()
      if (this.#context.may('point')) this.#context.signal({ kind: 'cursor', cursor: null })
      marks.setPreview(null)
    })
    this.#on('click', (event) => this.#tool.click?.(event))
    this.#on('contextmenu', (event) => {
      if (this.#tool.contextMenu === undefined) return
      event.preventDefault()
      this.#tool.contextMenu(event)
    })
    // Without this, a press moves the focus from the typing area to the surface.
    this.#on('mousedown', (event) => {
      if (this.#active !== 'control') return
      event.preventDefault()
      const root = stage.surface.getRootNode() as ShadowRoot
      if (root.activeElement === null) stage.surface.focus({ preventScroll: true })
    })
    this.#on('wheel', (event) => scrolling.handleWheel(event, hitAt(this.#context, event)?.element ?? null))
  }

  #listenToKeys(): void {
    this.#on('keydown', (event) => {
      if (event.key === 'Tab' && this.#letsTabOut) {
        this.#letsTabOut = false
        return
      }
      this.#letsTabOut = event.key === 'Escape'
      const isUsed = this.#tool.key?.(event) === true
      if (isUsed || (this.#active !== 'control' && this.#context.scrolling.handleKey(event)))
        event.preventDefault()
    })
  }

  #sendCursor(event: PointerEvent): void {
    if (!this.#context.may('point')) return
    const pressed = event.buttons === 1 ? { pressed: true } : {}
    this.#cursor.run(() => {
      const hit = hitAt(this.#context, event)
      const cursor = hit === null ? null : { node: hit.id, ...hit.fraction, ...pressed }
      this.#context.signal({ kind: 'cursor', cursor })
    })
  }

  /** A drag goes on outside of the mirror. */
  #capture({ pointerId }: PointerEvent): void {
    try {
      this.#context.stage.surface.setPointerCapture(pointerId)
    } catch {
      // The pointer is up again already.
    }
  }
}
