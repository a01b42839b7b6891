/** Collects ids in document order as [first, count, first, count, ...] (format/node.ts). */
export class IdRuns {
  readonly runs: number[] = []
  count = 0
  #expected = 0

  push(id: number): void {
    this.count++
    if (id === this.#expected) {
      const last = this.runs.length - 1
      this.runs[last] = (this.runs[last] ?? 0) + 1
    } else {
      this.runs.push(id, 1)
    }
    this.#expected = id + 1
  }

  pushAll(first: number, count: number): void {
    this.push(first)
    this.count += count - 1
    const last = this.runs.length - 1
    this.runs[last] = (this.runs[last] ?? 0) + count - 1
    this.#expected = first + count
  }
}
