/** Before a fresh stream is asked for, by how many failed in a row. Milliseconds. */
const WAITS_MS = [0, 1000, 5000, 15_000, 60_000]
/** Pages that may begin within a while; a person moves through a site more slowly. */
const MAX_PAGES = 30
const PAGES_MS = 10_000

/** How often a page that cannot be shown is tried again: a hostile one may not keep the agent's browser busy. */
export class Patience {
  #failures = 0
  #beginnings: number[] = []

  /** Another stream failed. How long to wait before the next is asked for. */
  fail(): number {
    const wait = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)] ?? 0
    this.#failures++
    return wait
  }

  /** A page is all there, or another one is to be expected. */
  renew(): void {
    this.#failures = 0
  }

  /** Whether another page may begin now. */
  mayBegin(nowMs: number): boolean {
    this.#beginnings = this.#beginnings.filter((atMs) => nowMs - atMs < PAGES_MS)
    if (this.#beginnings.length >= MAX_PAGES) return false
    this.#beginnings.push(nowMs)
    return true
  }
}
