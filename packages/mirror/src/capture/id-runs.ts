/** Collects ids in document order as [first, count, first, count, ...] (format/node.ts). */
export class IdRuns {
  readonly runs: number[] = []
  count = 0
  #expected = 0

  push(first: number, count = 1): void {
    this.count += count
    if (first === this.#expected) {
      const last = this.runs.length - 1
      this.runs[last] = (this.runs[last] ?? 0) + count
    } else {
      this.runs.push(first, count)
    }
    this.#expected = first + count
  }
}
