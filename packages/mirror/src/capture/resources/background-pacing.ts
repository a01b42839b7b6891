import { RESOURCE_LIMITS } from '../../format/index.ts'

/**
 * How much of what is not urgent may be on the way. After the idea of LEDBAT (RFC 6817): grows while nothing queues up on
 * the way, halves as soon as something does, so that frames, cursors and input find the line free. While the mirror itself
 * is sending, one small part at a time. Bytes and milliseconds.
 */
const MIN_BYTES = 4 * 1024
const MAX_BYTES = 1024 * 1024
/** Queueing delay that is aimed at. */
const TARGET_MS = 40

type Sent = { readonly n: number; readonly bytes: number; readonly at: number }

export class BackgroundPacing {
  #window = MIN_BYTES
  #bytes = 0
  #bestMs = Infinity
  readonly #sent: Sent[] = []

  /** How many bytes the next part may have; 0: none now. */
  room(isMirrorBusy: boolean): number {
    if (isMirrorBusy) return this.#sent.length === 0 ? this.#part(4) : 0
    if (this.#sent.length > 0 && this.#bytes >= this.#window) return 0
    return this.#part(2)
  }

  #part(share: number): number {
    return Math.min(RESOURCE_LIMITS.partBytes, Math.max(MIN_BYTES, this.#window / share))
  }

  sent(n: number, bytes: number, now: number): void {
    this.#sent.push({ n, bytes, at: now })
    this.#bytes += bytes
  }

  /** Acknowledges all parts up to `n`. */
  got(n: number, now: number): void {
    for (let first = this.#sent[0]; first !== undefined && first.n <= n; first = this.#sent[0]) {
      this.#sent.shift()
      this.#bytes -= first.bytes
      const tookMs = now - first.at
      if (tookMs < this.#bestMs) this.#bestMs = tookMs
      if (tookMs - this.#bestMs > TARGET_MS) this.#window = Math.max(MIN_BYTES, this.#window / 2)
      else this.#window = Math.min(MAX_BYTES, this.#window + first.bytes)
    }
  }
}
