import type { MaskingRules } from '@alongside/protocol'
import type { CaptureContext } from './context.ts'
import type { ToFrame } from './frame-messages.ts'
import { isHidden } from './masking.ts'
import { readableDocument } from './roots.ts'
import type { StreamState } from './stream-state.ts'

/** A tag that comes late hears of a later offer. Milliseconds, each pause twice the one before. */
const FIRST_PAUSE_MS = 500
const OFFERS = 5
/** Characters of one frame, and frames that wait to be passed on: honest captures stay far below. */
const MAX_FRAME = 16_000_000
const MAX_WAITING = 16

/** A frame of a stream of a foreign frame, on its way to the viewers of a stream of this page. */
export type Arrived = {
  readonly frame: Element
  /** Number of the stream in the foreign frame. */
  readonly stream: number
  readonly seq: number
  readonly json: string
}

/** What the foreign frame's tag and we talk through. */
type Line = {
  readonly port: MessagePort
  isAnswered: boolean
  cancel: () => void
}

/**
 * Frames of other origins that carry the tag (rules C50 to C53): each has a capture of its own, which sends its streams
 * through a port that we offer to the frame. For every stream of this page that has the frame there is one in the frame;
 * what comes from it is passed on as `foreign`, and acknowledged when the viewers have acknowledged that.
 */
export class ForeignFrames {
  readonly #ctx: CaptureContext
  readonly #lines = new Map<Element, Line>()
  /** Streams in foreign frames by number, and the stream of this page that each is for. */
  readonly #streams = new Map<number, { readonly frame: Element; readonly state: StreamState }>()
  #rules: MaskingRules
  #last = 0

  constructor(ctx: CaptureContext) {
    this.#ctx = ctx
    this.#rules = ctx.masking.rules
  }

  /** The viewers of a stream have this frame, whose document nobody here may read. */
  open(frame: Element, state: StreamState): void {
    this.close(frame, state)
    const stream = ++this.#last
    state.foreign.set(frame, stream)
    this.#streams.set(stream, { frame, state })
    const line = this.#lines.get(frame)
    if (line === undefined) this.#offer(frame, OFFERS)
    else if (line.isAnswered) this.#say(line, ['open', stream])
  }

  /** The viewers of a stream are to have nothing of it any more. */
  close(frame: Element, state: StreamState): void {
    const stream = state.foreign.get(frame)
    if (stream === undefined) return
    state.foreign.delete(frame)
    this.#streams.delete(stream)
    for (const { frame: other } of this.#streams.values())
      if (other === frame) return this.#sayTo(frame, ['close', stream])
    this.#hangUp(frame)
  }

  closeAll(state: StreamState): void {
    for (const frame of Array.from(state.foreign.keys())) this.close(frame, state)
  }

  /** The frame has loaded: what answered before is gone, unless it was there before it had loaded. */
  handleLoad(frame: Element): void {
    const states: StreamState[] = []
    for (const { frame: other, state } of this.#streams.values()) if (other === frame) states.push(state)
    for (const state of states) this.close(frame, state)
    if (readableDocument(this.#ctx, frame) !== null) return
    for (const state of states) state.markElement('frames', frame)
  }

  /** Whether what came may still be passed on: the frame may have gone or be private by now. */
  admits({ frame, stream }: Arrived, state: StreamState): boolean {
    return state.foreign.get(frame) === stream && !isHidden(this.#ctx.masking.of(frame))
  }

  acknowledge({ frame, stream, seq }: Arrived): void {
    if (this.#streams.has(stream)) this.#sayTo(frame, ['ack', stream, seq])
  }

  setRules(rules: MaskingRules): void {
    this.#rules = rules
    for (const line of this.#lines.values()) if (line.isAnswered) this.#say(line, ['rules', rules])
  }

  stop(): void {
    this.#streams.clear()
    for (const frame of Array.from(this.#lines.keys())) this.#hangUp(frame)
  }

  /**
   * To whoever is in the frame: the offer holds nothing but the site's key, which every page of the site shows. Only the
   * document that stands in the frame gets the port, so messages need no other proof of where they come from.
   */
  #offer(frame: Element, left: number): void {
    const { dom, window, scheduler, guard, options } = this.#ctx
    this.#hangUp(frame)
    const target = dom.contentWindow(frame)
    if (target === null) return
    const { port1, port2 } = new window.MessageChannel()
    const again = guard(() => this.#offer(frame, left - 1))
    const pauseMs = FIRST_PAUSE_MS * 2 ** (OFFERS - left)
    const cancel = left > 1 ? scheduler.after(pauseMs, again) : () => undefined
    const line: Line = { port: port1, isAnswered: false, cancel }
    this.#lines.set(frame, line)
    port1.onmessage = guard(({ data }: MessageEvent<unknown>) => this.#handle(frame, line, data))
    target.postMessage({ alongside: options.frameKey }, '*', [port2])
  }

  #handle(frame: Element, line: Line, data: unknown): void {
    if (this.#lines.get(frame) !== line || !Array.isArray(data)) return
    const [kind, stream, seq, json] = data as readonly unknown[]
    if (kind === 'here' && !line.isAnswered) return this.#begin(frame, line)
    if (kind !== 'frame' || typeof stream !== 'number' || typeof seq !== 'number') return
    const target = this.#streams.get(stream)
    if (target === undefined || target.frame !== frame) return
    const { state } = target
    // It does not heed acknowledgements: it is no tag.
    const isTooMuch = state.arrived.length >= MAX_WAITING * state.foreign.size
    if (isTooMuch || typeof json !== 'string' || json.length > MAX_FRAME) return this.close(frame, state)
    state.arrived.push({ frame, stream, seq, json })
    state.onDirty()
  }

  #begin(frame: Element, line: Line): void {
    line.isAnswered = true
    line.cancel()
    this.#say(line, ['rules', this.#rules])
    for (const [stream, { frame: other }] of this.#streams)
      if (other === frame) this.#say(line, ['open', stream])
  }

  #sayTo(frame: Element, message: ToFrame): void {
    const line = this.#lines.get(frame)
    if (line !== undefined) this.#say(line, message)
  }

  #say({ port }: Line, message: ToFrame): void {
    port.postMessage(message)
  }

  #hangUp(frame: Element): void {
    const line = this.#lines.get(frame)
    if (line === undefined) return
    this.#lines.delete(frame)
    line.cancel()
    this.#say(line, ['end'])
    line.port.close()
  }
}
