/**
 * How much may be on the way: what the line carries in a round trip, and a little more, so that it is never idle and a live
 * change never waits long behind what was sent before. Both are measured by acknowledgements, after BBR (Cardwell et al.,
 * "BBR: Congestion-Based Congestion Control", ACM Queue 14/5): the best rate of late, and the shortest round trip. A slow
 * viewer is the same as a slow line. Bytes are compressed bytes.
 */
const START_BYTES = 24 * 1024
const MIN_BYTES = 12 * 1024
const MAX_BYTES = 768 * 1024
const MAX_FRAMES = 8
/** More of live changes while the page is still being sent. */
const LIVE_FRAMES = 3
const LIVE_SHARE = 1.5
/** What may wait somewhere on the way. Milliseconds. */
const QUEUE_MS = 100
/** Measurements of which the best counts: at a full window some hundred milliseconds. */
const SAMPLES = 10
/** The rate has to rise by this while the window doubles; after so many that did not, the line is full. */
const GROWTH = 1.25
const ROUNDS_WITHOUT = 4
/** How long the shortest round trip holds when all are much longer, because the line has become another. Milliseconds. */
const PERIOD_MS = 10_000
/** Characters of JSON in a frame: none takes long on the line by itself. */
const MIN_LENGTH = 24_000
const MAX_LENGTH = 96_000

type Sent = {
  readonly seq: number
  bytes: number
  readonly at: number
  /** What had been acknowledged then, and when. */
  readonly delivered: number
  readonly deliveredAt: number
  readonly isAlone: boolean
}

export class Pacing {
  #window = START_BYTES
  #bytes = 0
  #delivered = 0
  #deliveredAt = 0
  #bestMs = Infinity
  #periodMs = Infinity
  #periodEnd = -Infinity
  #rates: number[] = []
  /** The rate until which it has grown, and measurements since; past the last one the line's rate is known. */
  #fullRate = 0
  #rounds = 0
  readonly #sent: Sent[] = []

  get hasRoom(): boolean {
    return this.#fits(MAX_FRAMES, this.#window)
  }

  /** For what has just changed, while the rest of the page fills the window. */
  get hasLiveRoom(): boolean {
    return this.#fits(MAX_FRAMES + LIVE_FRAMES, this.#window * LIVE_SHARE)
  }

  get isEmpty(): boolean {
    return this.#sent.length === 0
  }

  /** Characters of JSON after which a frame is to go out. */
  get frameLength(): number {
    return clamp(this.#window, MIN_LENGTH, MAX_LENGTH)
  }

  sent(seq: number, bytes: number, now: number): void {
    const isAlone = this.isEmpty
    if (isAlone) this.#deliveredAt = now
    const { delivered, deliveredAt } = { delivered: this.#delivered, deliveredAt: this.#deliveredAt }
    this.#sent.push({ seq, bytes, at: now, delivered, deliveredAt, isAlone })
    this.#bytes += bytes
  }

  /** The frame's real size. */
  encoded(seq: number, bytes: number): void {
    for (const sent of this.#sent) {
      if (sent.seq !== seq) continue
      this.#bytes += bytes - sent.bytes
      sent.bytes = bytes
    }
  }

  /** Acknowledges all up to `seq`. */
  acknowledged(seq: number, now: number): void {
    const wasBusy = this.#bytes > this.#window / 2 || this.#sent.length > MAX_FRAMES / 2
    let newest: Sent | undefined
    for (let first = this.#sent[0]; first !== undefined && first.seq <= seq; first = this.#sent[0]) {
      this.#sent.shift()
      this.#bytes -= first.bytes
      this.#delivered += first.bytes
      newest = first
    }
    if (newest === undefined) return
    this.#deliveredAt = now
    this.#adapt(newest, now, wasBusy)
  }

  #fits(frames: number, bytes: number): boolean {
    return this.#sent.length === 0 || (this.#sent.length < frames && this.#bytes < bytes)
  }

  /** `wasBusy`: what was on the way came near the window, so that the line and not the page made the rate. */
  #adapt(sent: Sent, now: number, wasBusy: boolean): void {
    this.#measureTrip(now - sent.at, now, sent.isAlone && sent.bytes < MIN_BYTES / 4)
    const rate = (this.#delivered - sent.delivered) / Math.max(1, now - sent.deliveredAt)
    const best = Math.max(0, ...this.#rates)
    if (!wasBusy && rate < best) return
    this.#rates.push(rate)
    if (this.#rates.length > SAMPLES) this.#rates.shift()
    const isGrowing = this.#isGrowing(rate, wasBusy)
    const known = Math.max(...this.#rates)
    const window = known * Math.max(this.#bestMs + QUEUE_MS, isGrowing ? 2 * this.#bestMs : 0)
    this.#window = clamp(window, isGrowing ? Math.max(START_BYTES, this.#window) : MIN_BYTES, MAX_BYTES)
  }

  #isGrowing(rate: number, wasBusy: boolean): boolean {
    if (rate > this.#fullRate * GROWTH) {
      this.#fullRate = rate
      this.#rounds = 0
    } else if (wasBusy) this.#rounds++
    return this.#rounds < ROUNDS_WITHOUT
  }

  /** `isPlain`: nothing else was on the way, and the frame itself took no time. */
  #measureTrip(tookMs: number, now: number, isPlain: boolean): void {
    if (tookMs < this.#bestMs) this.#bestMs = tookMs
    else if (isPlain) this.#bestMs += (tookMs - this.#bestMs) / 4
    if (now > this.#periodEnd) {
      if (this.#periodMs < Infinity && this.#periodMs > 2 * (this.#bestMs + QUEUE_MS))
        this.#bestMs = this.#periodMs
      this.#periodMs = Infinity
      this.#periodEnd = now + PERIOD_MS
    }
    this.#periodMs = Math.min(this.#periodMs, tookMs)
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
