/**
 * How much may be on the way, decided by how long acknowledgements take: grows while they come about as fast as on the
 * idle line, shrinks when they come later, which means that a queue has built up somewhere on the way. Keeps the lag of a
 * live change to some hundred milliseconds on a slow line without holding back a fast one. Bytes are compressed bytes.
 */
const START_BYTES = 96 * 1024
const MIN_BYTES = 24 * 1024
const MAX_BYTES = 768 * 1024
const MAX_FRAMES = 8
/** Queueing delay that is taken for a full line. Milliseconds. */
const SLOW_MS = 350
const FAST_MS = 120

type Sent = { readonly seq: number; bytes: number; readonly at: number }

export class Pacing {
  #window = START_BYTES
  #bytes = 0
  #bestMs = Infinity
  readonly #sent: Sent[] = []

  get hasRoom(): boolean {
    return this.#sent.length === 0 || (this.#sent.length < MAX_FRAMES && this.#bytes < this.#window)
  }

  get isEmpty(): boolean {
    return this.#sent.length === 0
  }

  sent(seq: number, bytes: number, now: number): void {
    this.#sent.push({ seq, bytes, at: now })
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
    let first = this.#sent[0]
    while (first !== undefined && first.seq <= seq) {
      this.#sent.shift()
      this.#bytes -= first.bytes
      this.#adapt(now - first.at, first.bytes)
      first = this.#sent[0]
    }
  }

  #adapt(tookMs: number, bytes: number): void {
    if (tookMs < this.#bestMs) this.#bestMs = tookMs
    const queuedMs = tookMs - this.#bestMs
    if (queuedMs < FAST_MS) this.#window = Math.min(MAX_BYTES, this.#window + bytes)
    else if (queuedMs > SLOW_MS) this.#window = Math.max(MIN_BYTES, this.#window * 0.75)
  }
}
