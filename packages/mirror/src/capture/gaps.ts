/**
 * Where siblings stand that viewers do not have yet: from the known one before them to the known one after them (null: none
 * is). Without it each piece of a long list would be looked for its place over all of the rest.
 */
export class Gaps {
  readonly #ends = new Map<Node, Node | null>()
  /** By the end of a gap what begins it, or once did; by the parent that of the one without an end. */
  readonly #begins = new Map<Node, Node>()
  readonly #lastBegins = new Map<Node, Node>()

  /** Undefined: not known. */
  endOf(begin: Node): Node | null | undefined {
    return this.#ends.get(begin)
  }

  /** The run from `first` to `last` comes to stand in a gap before `end`. `isClosed`: with nothing between. */
  fill(parent: Node, first: Node, last: Node, end: Node | null, isClosed: boolean): void {
    const begin = end === null ? this.#lastBegins.get(parent) : this.#begins.get(end)
    if (begin !== undefined && this.#ends.get(begin) === end) this.#set(parent, begin, first)
    if (!isClosed) this.#set(parent, last, end)
    else if (end !== null) this.#begins.delete(end)
  }

  #set(parent: Node, begin: Node, end: Node | null): void {
    this.#ends.set(begin, end)
    if (end === null) this.#lastBegins.set(parent, begin)
    else this.#begins.set(end, begin)
  }

  /** The node is not known any more. */
  forget(node: Node): void {
    if (this.#ends.size === 0) return
    this.#ends.delete(node)
    this.#lastBegins.delete(node)
    const begin = this.#begins.get(node)
    this.#begins.delete(node)
    if (begin !== undefined && this.#ends.get(begin) === node) this.#ends.delete(begin)
  }
}
