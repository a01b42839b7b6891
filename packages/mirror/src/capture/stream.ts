import type { NodeId } from '../format/index.ts'
import type { CaptureStream, EncodedFrame } from './api.ts'
import type { CaptureContext } from './context.ts'
import type { Arrived } from './foreign-frames.ts'
import { Outbox } from './outbox.ts'
import { Pacing } from './pacing.ts'
import { ResourceStream } from './resources/resource-stream.ts'
import { StreamState } from './stream-state.ts'
import { Writer } from './writer.ts'

/** Work in one go; then the page has its turn. Units take about a millisecond, so that a slice stays under 8 ms. */
const SLICE_MS = 4
/** Frame sizes in characters of JSON: the first is small, so that something shows at once. */
const FIRST_FRAME = 24_000
const FRAME = 96_000
/** Live changes of one animation frame go together. */
const LIVE_INTERVAL_MS = 12

export type StreamHooks = {
  /** Brings marks up to date with what the page did until now. */
  readonly settleMarks: () => void
  readonly nextVersion: () => number
  readonly epoch: string
  readonly sendResource: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly onFailure: (error: unknown) => void
  readonly onClose: (stream: Stream) => void
}

/** Sends the page to one group of viewers: works off what is dirty, in slices, as far as acknowledgements allow. */
export class Stream implements CaptureStream {
  readonly state: StreamState
  readonly #ctx: CaptureContext
  readonly #hooks: StreamHooks
  readonly #send: (frame: EncodedFrame) => void
  readonly #outbox = new Outbox()
  readonly #writer: Writer
  readonly #pacing = new Pacing()
  readonly #run: () => void
  #resources: ResourceStream | undefined
  #seq = 0
  /** What of foreign frames is on the way: acknowledged there when it is here. */
  readonly #passed: { readonly seq: number; readonly arrived: Arrived }[] = []
  #isScheduled = false
  #isClosed = false
  #lastFrameAt = -Infinity
  /** Frames are encoded apart and may be ready out of order. */
  #tail: Promise<void> = Promise.resolve()

  constructor(ctx: CaptureContext, send: (frame: EncodedFrame) => void, hooks: StreamHooks) {
    this.#ctx = ctx
    this.#send = send
    this.#hooks = hooks
    this.state = new StreamState(ctx)
    this.#writer = new Writer(ctx, this.state, this.#outbox)
    this.#run = ctx.guard(() => this.#slice())
    this.state.onDirty = () => this.#schedule()
  }

  begin(): void {
    this.#writer.begin()
    this.#schedule()
  }

  acknowledge(seq: number): void {
    if (this.#isClosed) return
    this.#pacing.acknowledged(seq, this.#ctx.scheduler.now())
    this.#passOn(seq)
    this.#schedule()
    this.#resources?.pump()
  }

  repair(nodes: readonly number[]): void {
    if (this.#isClosed) return
    this.#ctx.guard(() => {
      this.#hooks.settleMarks()
      const broken = new Set<Node>()
      for (const id of nodes) {
        const node = this.#ctx.table.node(id as NodeId)
        if (node !== undefined) broken.add(node)
      }
      for (const node of broken) {
        const parent = this.#ctx.dom.parentNode(node)
        // A viewer that cannot tell the top nodes apart names them all.
        if (parent === null || broken.has(parent)) continue
        this.#ctx.exact.add(node)
        this.state.place(node, parent)
      }
    })()
  }

  request(bytes: Uint8Array): void {
    if (this.#isClosed) return
    this.#ctx.guard(() => {
      this.#resources ??= new ResourceStream(this.#ctx, this.state, {
        send: this.#hooks.sendResource,
        isMirrorBusy: () => !this.#pacing.isEmpty,
        settleMarks: this.#hooks.settleMarks,
        onFailure: this.#hooks.onFailure,
      })
      this.#resources.handle(bytes)
    })()
  }

  isSettled(): boolean {
    return !this.state.isDirty && !this.#writer.isFilling && this.#outbox.isEmpty && this.#pacing.isEmpty
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#resources?.close()
    this.#hooks.onClose(this)
  }

  #passOn(seq: number): void {
    for (let first = this.#passed[0]; first !== undefined && first.seq <= seq; first = this.#passed[0]) {
      this.#passed.shift()
      this.#ctx.foreign.acknowledge(first.arrived)
    }
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isClosed || !this.#pacing.hasRoom) return
    this.#isScheduled = true
    const { scheduler } = this.#ctx
    const waitMs = this.#writer.isFilling ? 0 : this.#lastFrameAt + LIVE_INTERVAL_MS - scheduler.now()
    if (waitMs > 1) scheduler.after(waitMs, this.#run)
    else scheduler.post(this.#run)
  }

  #slice(): void {
    this.#isScheduled = false
    if (this.#isClosed) return
    this.#hooks.settleMarks()
    this.#writer.writeBases()
    const { scheduler } = this.#ctx
    const endAt = scheduler.now() + SLICE_MS
    const mayContinue = () => scheduler.now() < endAt
    while (this.#pacing.hasRoom) {
      if (!this.#writer.step(mayContinue)) {
        this.#flush()
        return
      }
      if (this.#outbox.length >= this.#frameLength) this.#flush()
      if (!mayContinue()) break
    }
    this.#schedule()
  }

  /** Only in a thread of its own a large frame is encoded without being noticed. */
  get #frameLength(): number {
    if (this.#seq === 0) return FIRST_FRAME
    return this.#ctx.packer.isReady ? FRAME : FRAME / 2
  }

  #flush(): void {
    this.#writer.writeAnimations()
    if (this.state.animations.size > 0) this.#schedule()
    if (this.#outbox.isEmpty) return
    this.#writer.writeProgress()
    const json = this.#outbox.take(this.#hooks.epoch, this.#hooks.nextVersion())
    const seq = ++this.#seq
    for (const arrived of this.#outbox.foreign.splice(0)) this.#passed.push({ seq, arrived })
    this.#lastFrameAt = this.#ctx.scheduler.now()
    // Until the size is known: what deflate makes of HTML.
    this.#pacing.sent(seq, json.length / 4, this.#lastFrameAt)
    this.#tail = this.#deliver(seq, this.#tail, this.#ctx.packer.encode(json))
  }

  /** Never rejects. */
  async #deliver(seq: number, before: Promise<void>, encoded: Promise<Uint8Array>): Promise<void> {
    try {
      const [bytes] = await Promise.all([encoded, before])
      if (this.#isClosed) return
      this.#pacing.encoded(seq, bytes.length)
      this.#send({ seq, bytes })
    } catch (error) {
      this.#hooks.onFailure(error)
    }
  }
}
