/**
 * How much may be sent, and when: as fast as the line carries it, so that it is never idle and a live change never waits long
 * behind what was sent before. After BBR (Cardwell et al., "BBR: Congestion-Based Congestion Control", ACM Queue 14/5): the
 * best rate of late at which acknowledgements came, now and then tried a little above; frames go out at that pace. What is
 * on the way is bounded by less than twice what a round trip takes at that rate: acknowledgements that are merely overdue, because a
 * segment was lost or the viewer is busy, do not make it slower. A slow viewer is the same as a slow line. Bytes are
 * compressed bytes.
 */
const MIN_BYTES = 28 * 1024
const MAX_BYTES = 192 * 1024
const MAX_FRAMES = 10
const SHARE = 1.7
/** With less on the way the page and not the line made the rate. */
const BUSY_SHARE = 0.7
/** More of live changes while the page is still being sent. */
const LIVE_FRAMES = 4
const LIVE_SHARE = 1.25
/** By round trips: until the rate no longer rises; then in turn. */
const START_GAIN = 2
const GAINS = [1.25, 0.75, 1, 1, 1, 1]
/** For so long the best rate counts, and for so many round trips, which a queue makes longer. Milliseconds. */
const RATE_MS = 2000
const ROUNDS = 3
const GROWTH = 1.25
const ROUNDS_WITHOUT = 3
/** What may be sent at once after a pause. Milliseconds. */
const BURST_MS = 5
/** How long the shortest round trip holds when all are much longer, by more than a queue, because the line has become another. Milliseconds. */
const QUEUE_MS = 300
const PERIOD_MS = 10_000
/** Characters of JSON in a frame: none takes long on the line by itself. */
const MIN_LENGTH = 24_000
const MAX_LENGTH = 96_000

type Sent = {
  readonly seq: number
  bytes: number
  readonly at: number
  /** What had been acknowledged then, when, and when the newest of that was sent. */
  readonly before: Delivered
}
type Delivered = { readonly bytes: number; readonly at: number; readonly sentAt: number }
type Rate = { best: number; readonly at: number }

export class Pacing {
  #bytes = 0
  #delivered: Delivered = { bytes: 0, at: 0, sentAt: 0 }
  #bestMs = Infinity
  #periodMs = Infinity
  #periodEnd = -Infinity
  /** Best rate of each of the last round trips, the newest first. */
  #rates: Rate[] = []
  #nextRound = 0
  #round = 0
  #fullRate = 0
  #roundsWithout = 0
  #freeAt = -Infinity
  readonly #sent: Sent[] = []

  /** Milliseconds until more of the page may be sent; null: not before an acknowledgement. */
  waitMs(now: number): number | null {
    if (this.isEmpty) return 0
    return this.#fits(0, 1) ? Math.max(0, this.#freeAt - BURST_MS - now) : null
  }

  /** For what has just changed, while the rest of the page fills the window. */
  get hasLiveRoom(): boolean {
    return this.#fits(LIVE_FRAMES, LIVE_SHARE)
  }

  get isEmpty(): boolean {
    return this.#sent.length === 0
  }

  /** Characters of JSON after which a frame is to go out. */
  get frameLength(): number {
    return clamp(this.#window, MIN_LENGTH, MAX_LENGTH)
  }

  sent(seq: number, bytes: number, now: number): void {
    if (this.isEmpty) this.#delivered = { bytes: this.#delivered.bytes, at: now, sentAt: now }
    this.#sent.push({ seq, bytes: 0, at: now, before: this.#delivered })
    this.#freeAt = Math.max(this.#freeAt, now)
    this.encoded(seq, bytes)
  }

  /** The frame's real size. */
  encoded(seq: number, bytes: number): void {
    const sent = this.#sent.find((one) => one.seq === seq)
    if (sent === undefined) return
    const more = bytes - sent.bytes
    sent.bytes = bytes
    this.#bytes += more
    this.#freeAt += more / this.#pace
  }

  /** Acknowledges all up to `seq`. */
  acknowledged(seq: number, now: number): void {
    const wasBusy = this.#bytes > this.#rate * this.#bestMs * BUSY_SHARE
    for (let first = this.#sent[0]; first !== undefined && first.seq <= seq; first = this.#sent[0]) {
      this.#sent.shift()
      this.#bytes -= first.bytes
      const { before, at } = first
      this.#measureTrip(now - at, now)
      const bytes = this.#delivered.bytes + first.bytes
      const ms = Math.max(1, now - before.at, at - before.sentAt)
      this.#measureRate((bytes - before.bytes) / ms, first.seq, now, wasBusy)
      this.#delivered = { bytes, at: now, sentAt: at }
    }
  }

  get #rate(): number {
    return Math.max(0, ...this.#rates.map(({ best }) => best))
  }

  /** Bytes a millisecond. */
  get #pace(): number {
    if (this.#rates.length < 2) return Infinity
    const isStarting = this.#roundsWithout < ROUNDS_WITHOUT
    return this.#rate * (isStarting ? START_GAIN : (GAINS[this.#round % GAINS.length] ?? 1))
  }

  get #window(): number {
    // Without a rate, and so without a shortest trip: not a number.
    return clamp(this.#rate * this.#bestMs * SHARE || 0, MIN_BYTES, MAX_BYTES)
  }

  #fits(moreFrames: number, share: number): boolean {
    return this.isEmpty || (this.#sent.length < MAX_FRAMES + moreFrames && this.#bytes < this.#window * share)
  }

  /** `wasBusy`: else the page and not the line made the rate. */
  #measureRate(rate: number, seq: number, now: number, wasBusy: boolean): void {
    if (!wasBusy && rate < this.#rate) return
    const [newest] = this.#rates
    if (seq >= this.#nextRound || newest === undefined) {
      if (rate > this.#fullRate * GROWTH) {
        this.#fullRate = rate
        this.#roundsWithout = 0
      } else this.#roundsWithout++
      this.#nextRound = (this.#sent.at(-1)?.seq ?? seq) + 1
      this.#round++
      this.#rates.unshift({ best: rate, at: now })
      this.#rates = this.#rates.filter(({ at }, i) => i < ROUNDS || at > now - RATE_MS)
      // Of a line that has become slower, too, so that it is noticed when it is fast again.
      this.#fullRate = Math.min(this.#fullRate, this.#rate)
    } else newest.best = Math.max(newest.best, rate)
  }

  #measureTrip(tookMs: number, now: number): void {
    this.#bestMs = Math.min(this.#bestMs, tookMs)
    if (now > this.#periodEnd) {
      if (this.#periodMs < Infinity && this.#periodMs > 2 * this.#bestMs + QUEUE_MS)
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
