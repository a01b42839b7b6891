import type { NodeId } from '../format/index.ts'
import type { CaptureStream, EncodedFrame } from './api.ts'
import type { CaptureContext } from './context.ts'
import { DOCUMENT, FRAGMENT } from './dom.ts'
import type { Arrived } from './foreign-frames.ts'
import { Outbox } from './outbox.ts'
import { Pacing } from './pacing.ts'
import type { ResourceStream } from './resources/resource-stream.ts'
import { StreamState } from './stream-state.ts'
import { Writer } from './writer.ts'

/** Work in one go; then the page has its turn. Units take about a millisecond, so that a slice stays under 8 ms. */
const SLICE_MS = 4
/** Changes of one animation frame go together; what a key does by itself goes at once. */
const LIVE_INTERVAL_MS = 12
/** Characters of JSON in a frame that is encoded here. */
const UNPACKED_FRAME = 48_000
/** While the page is being sent, changes of this time go in one frame, ahead of the rest. */
const FILLING_INTERVAL_MS = 50

/** Waiting for the code that answers them. */
const MAX_REQUESTS = 100

/** What has style sheets, and is never sent anew by itself. */
const SHEET_ROOTS: ReadonlySet<number> = new Set([DOCUMENT, FRAGMENT])

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
  #isLoading = false
  readonly #requests: Uint8Array[] = []
  #seq = 0
  /** What of foreign frames is on the way, acknowledged there when it is here; and style sheets. */
  readonly #passed: {
    readonly seq: number
    readonly arrived: readonly Arrived[]
    readonly sheets: readonly string[]
  }[] = []
  readonly #keptSheets: Set<string> | undefined
  #isScheduled = false
  #cancelWait: (() => void) | undefined
  #dueAt = 0
  /** The page has changed since the last frame. */
  #hasLive = false
  #isClosed = false
  #lastFrameAt = -Infinity
  #lastLiveAt = -Infinity
  /** Frames are encoded apart and may be ready out of order. */
  #tail: Promise<void> = Promise.resolve()

  constructor(
    ctx: CaptureContext,
    send: (frame: EncodedFrame) => void,
    hooks: StreamHooks,
    keptSheets?: Set<string>,
  ) {
    this.#keptSheets = keptSheets
    this.#ctx = ctx
    this.#send = send
    this.#hooks = hooks
    this.state = new StreamState(ctx)
    this.#writer = new Writer(ctx, this.state, this.#outbox, keptSheets && new Set(keptSheets))
    this.#run = ctx.guard(() => this.#slice())
    this.state.onDirty = () => {
      this.#hasLive = true
      this.#schedule()
    }
  }

  /** In a task of its own: to start capture takes a while by itself. */
  begin(): void {
    this.state.restart()
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
        if (SHEET_ROOTS.has(this.#ctx.dom.nodeType(node))) this.#writer.resendSheets(node)
        // A viewer that cannot tell the top nodes apart names them all.
        if (parent === null || broken.has(parent)) continue
        this.#ctx.exact.add(node)
        this.state.place(node, parent)
      }
    })()
  }

  request(bytes: Uint8Array): void {
    if (this.#isClosed) return
    this.#requests.push(bytes)
    if (this.#resources !== undefined) this.#handleRequests()
    else if (!this.#isLoading) void this.#loadResources()
    if (this.#requests.length > MAX_REQUESTS) this.#requests.shift()
  }

  /** Most viewers ask for nothing. Never rejects. */
  async #loadResources(): Promise<void> {
    this.#isLoading = true
    try {
      const { ResourceStream } = await import('./resources/resource-stream.ts')
      if (this.#isClosed) return
      this.#ctx.guard(() => {
        this.#resources = new ResourceStream(this.#ctx, this.state, {
          send: this.#hooks.sendResource,
          isMirrorBusy: () => !this.#pacing.isEmpty,
          settleMarks: this.#hooks.settleMarks,
          onFailure: this.#hooks.onFailure,
        })
      })()
      this.#handleRequests()
    } catch {
      // Tried again with the next request.
      this.#isLoading = false
    }
  }

  #handleRequests(): void {
    this.#ctx.guard(() => {
      for (const bytes of this.#requests.splice(0)) this.#resources?.handle(bytes)
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
      for (const arrived of first.arrived) this.#ctx.foreign?.acknowledge(arrived)
      for (const key of first.sheets) this.#keptSheets?.add(key)
    }
  }

  #schedule(): void {
    const waitMs = this.#isClosed ? null : this.#waitMs()
    if (waitMs === null || this.#isScheduled) return
    const { scheduler } = this.#ctx
    if (waitMs > 1) {
      const dueAt = scheduler.now() + waitMs
      if (this.#cancelWait !== undefined && this.#dueAt <= dueAt) return
      this.#cancelWait?.()
      this.#dueAt = dueAt
      this.#cancelWait = scheduler.after(waitMs, this.#run)
    } else {
      this.#isScheduled = true
      scheduler.post(this.#run)
    }
  }

  /** Until there is something to be done; null: not before something happens. */
  #waitMs(): number | null {
    const { scheduler } = this.#ctx
    const now = scheduler.now()
    const roomMs = this.#pacing.waitMs(now)
    const liveMs = this.#pacing.hasLiveRoom ? this.#liveWaitMs() : null
    if (roomMs === null) return liveMs
    if (this.#writer.isFilling) return Math.min(roomMs, liveMs ?? Infinity)
    return this.state.isInputOnly ? roomMs : Math.max(roomMs, this.#lastFrameAt + LIVE_INTERVAL_MS - now)
  }

  /** While the page is being sent: until what has changed goes out ahead of the rest; null: nothing has. */
  #liveWaitMs(): number | null {
    const isLive = this.#hasLive && this.#writer.isFilling
    return isLive ? this.#lastLiveAt + FILLING_INTERVAL_MS - this.#ctx.scheduler.now() : null
  }

  get #isLiveDue(): boolean {
    const waitMs = this.#liveWaitMs()
    return waitMs !== null && waitMs <= 1
  }

  #slice(): void {
    this.#isScheduled = false
    this.#cancelWait?.()
    this.#cancelWait = undefined
    if (this.#isClosed) return
    this.#hooks.settleMarks()
    this.#writer.writeBases()
    const { scheduler } = this.#ctx
    const now = scheduler.now()
    const mayContinue = () => scheduler.now() < now + SLICE_MS
    const hasRoom = () => this.#pacing.waitMs(now) === 0
    if (this.#seq === 0) {
      // What the page is, at once: the way there is measured by it.
      this.#writer.stepLive(mayContinue)
      this.#flush()
    }
    while (hasRoom() || (this.#isLiveDue && this.#pacing.hasLiveRoom)) {
      if (!this.#writer.stepLive(mayContinue)) {
        if (this.#isLiveDue) this.#flushLive()
        if (!hasRoom()) break
        if (!this.#writer.stepRest()) {
          this.#flush()
          return
        }
      }
      if (this.#outbox.length >= this.#frameLength) this.#flush()
      if (!mayContinue()) break
    }
    this.#schedule()
  }

  /** Only in a thread of its own a large frame is encoded without being noticed. */
  get #frameLength(): number {
    const { frameLength } = this.#pacing
    return this.#ctx.packer.isReady ? frameLength : Math.min(frameLength, UNPACKED_FRAME)
  }

  #flushLive(): void {
    this.#lastLiveAt = this.#ctx.scheduler.now()
    this.#flush()
  }

  #flush(): void {
    this.#writer.writeAnimations()
    if (this.state.animations.size > 0) this.#schedule()
    this.#hasLive = false
    if (this.#outbox.isEmpty) return
    this.#writer.writeProgress()
    const json = this.#outbox.take(this.#hooks.epoch, this.#hooks.nextVersion())
    const seq = ++this.#seq
    const { foreign, sheets } = this.#outbox
    if (foreign.length + sheets.length > 0)
      this.#passed.push({ seq, arrived: foreign.splice(0), sheets: sheets.splice(0) })
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
