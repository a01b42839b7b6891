const PAGE_BITS = 10
const PAGE_SIZE = 1 << PAGE_BITS
const PAGE_MASK = PAGE_SIZE - 1

type Page = { readonly members: Uint8Array; count: number }

/**
 * A set of ids. Ids come in long runs and tens of thousands at once: pages of bytes are several times faster than a Set,
 * and empty pages go, so that memory follows what is in it, not the highest id.
 */
export class IdSet {
  readonly #pages: (Page | undefined)[] = []

  has(id: number): boolean {
    return this.#pages[id >>> PAGE_BITS]?.members[id & PAGE_MASK] === 1
  }

  add(id: number): void {
    const at = id >>> PAGE_BITS
    const page = (this.#pages[at] ??= { members: new Uint8Array(PAGE_SIZE), count: 0 })
    if (page.members[id & PAGE_MASK] === 1) return
    page.members[id & PAGE_MASK] = 1
    page.count++
  }

  addAll(first: number, count: number): void {
    for (let id = first; id < first + count; id++) this.add(id)
  }

  /** Whether it was in the set. */
  delete(id: number): boolean {
    const at = id >>> PAGE_BITS
    const page = this.#pages[at]
    if (page?.members[id & PAGE_MASK] !== 1) return false
    page.members[id & PAGE_MASK] = 0
    if (--page.count === 0) this.#pages[at] = undefined
    return true
  }
}
