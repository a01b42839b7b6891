import type { NodeId } from '../format/index.ts'
import type { NodeLookup } from './api.ts'
import type { Dom } from './dom.ts'

const PAGE_BITS = 10
const PAGE_MASK = (1 << PAGE_BITS) - 1

const MAX_STRAYS = 50

type Page = { readonly nodes: (Node | undefined)[]; count: number }

/** A tree that somebody knows: the page as it is, or as it was. */
export type Tree = {
  parentOf(node: Node): Node | null
  firstOf(node: Node): Node | null
  nextOf(node: Node): Node | null
}

type Stretch = { readonly top: Node; readonly first: number; readonly count: number }

/**
 * Node <-> id, for the whole capture. Ids are given once and never again; nodes that left the page are dropped, and pages
 * of ids that are all dropped go, so that memory follows the size of the page.
 *
 * Most nodes of a page are sent once and never named again. So a whole subtree can be given a stretch of ids: only its top
 * node is told apart, and what is in it gets its ids, which are those of document order, when the first of them is asked
 * for. Until then it must not have changed: `onAsk` comes before, and whoever learns of changes says `settle` first.
 */
export class NodeTable implements NodeLookup {
  readonly #pages: (Page | undefined)[] = []
  readonly #marks = createMarker()
  /** Subtrees that have a stretch of ids, by that of their top. */
  readonly #stretches = new Map<NodeId, Stretch>()
  /** Their first ids, rising; some are over. */
  #firsts: number[] = []
  /** Nodes with an id that were put somewhere else since: what they stand in may have none. */
  readonly #strays = new Set<Node>()
  readonly #tree: Tree
  /** Somebody asks for ids within a stretch. */
  onAsk: () => void = () => undefined
  #next = 1
  #size = 0

  constructor(dom: Dom) {
    this.#tree = { parentOf: dom.parentNode, firstOf: dom.firstChild, nextOf: dom.nextSibling }
  }

  id(node: Node): NodeId | undefined {
    const known = this.#marks.get(node)
    if (known !== undefined || this.#stretches.size === 0) return known
    this.#ask(this.#around(node, this.#tree))
    return this.#marks.get(node)
  }

  node(id: NodeId): Node | undefined {
    const at = id & PAGE_MASK
    const known = this.#pages[id >>> PAGE_BITS]?.nodes[at]
    if (known !== undefined) return known
    this.#ask(this.#stretches.get(this.#firstBefore(id) as NodeId))
    return this.#pages[id >>> PAGE_BITS]?.nodes[at]
  }

  assign(node: Node): NodeId {
    return this.id(node) ?? this.#give(node, this.#next++)
  }

  /**
   * Gives a stretch of ids to a node and what is in it, `count` in all, or tells the one that it has. Undefined: some of them
   * have ids of their own.
   */
  stretch(top: Node, count: number, contains: (outer: Node, inner: Node) => boolean): number | undefined {
    const known = this.id(top)
    if (known !== undefined) {
      const same = count === 1 ? count : this.#stretches.get(known)?.count
      return same === count ? known : undefined
    }
    let asked = 0
    for (const stray of this.#strays) {
      const parent = this.#tree.parentOf(stray)
      if (parent === null || this.id(parent) !== undefined) this.#strays.delete(stray)
      else if (contains(top, stray)) return undefined
      if (++asked > MAX_STRAYS) return undefined
    }
    const first = this.#next
    this.#next += count
    this.#give(top, first)
    if (count === 1) return first
    this.#stretches.set(first as NodeId, { top, first, count })
    this.#firsts.push(first)
    this.#size += count - 1
    return first
  }

  /** These nodes' children have changed since; `before`: the tree as it was. */
  settle(changed: Iterable<Node>, before: Tree): void {
    for (const node of changed) {
      if (this.#stretches.size === 0) return
      const stretch = this.#around(node, before)
      if (stretch !== undefined) this.#open(stretch, before)
    }
  }

  /** Whether the node has an id, and no stretch. */
  isOpen(node: Node): boolean {
    const id = this.id(node)
    return id !== undefined && !this.#stretches.has(id)
  }

  get hasStretches(): boolean {
    return this.#stretches.size > 0
  }

  /** The node stands elsewhere now. Where its parent has an id nobody will take it for new. */
  moved(node: Node): void {
    const parent = this.#tree.parentOf(node)
    if (parent !== null && this.id(parent) === undefined && this.id(node) !== undefined)
      this.#strays.add(node)
  }

  drop(node: Node, id: NodeId): void {
    const stretch = this.#stretches.get(id)
    if (stretch !== undefined) this.#open(stretch, this.#tree)
    this.#strays.delete(node)
    this.#marks.set(node, undefined)
    const page = this.#pages[id >>> PAGE_BITS]
    if (page === undefined) return
    page.nodes[id & PAGE_MASK] = undefined
    this.#size--
    if (--page.count === 0) this.#pages[id >>> PAGE_BITS] = undefined
  }

  /** Nodes that are known at present. */
  get size(): number {
    return this.#size
  }

  #give(node: Node, id: number): NodeId {
    this.#put(node, id as NodeId)
    this.#size++
    return id as NodeId
  }

  #put(node: Node, id: NodeId): void {
    this.#marks.set(node, id)
    const page = (this.#pages[id >>> PAGE_BITS] ??= { nodes: [], count: 0 })
    page.nodes[id & PAGE_MASK] = node
    page.count++
  }

  /** The stretch that the node, which has no id by itself, is in. */
  #around(node: Node, tree: Tree): Stretch | undefined {
    for (let at: Node | null = node; at !== null; at = tree.parentOf(at)) {
      const id = this.#marks.get(at)
      if (id !== undefined) return this.#stretches.get(id)
    }
    return undefined
  }

  #open(stretch: Stretch, tree: Tree): void {
    const { top, first, count } = stretch
    // Whoever was asked before may have done it.
    if (!this.#stretches.delete(first as NodeId)) return
    let next = first + 1
    const visit = (parent: Node): void => {
      for (let child = tree.firstOf(parent); child !== null; child = tree.nextOf(child)) {
        if (next >= first + count) return
        this.#put(child, next++ as NodeId)
        visit(child)
      }
    }
    visit(top)
    this.#size -= first + count - next
    if (this.#firsts.length > 2 * this.#stretches.size + 100)
      this.#firsts = this.#firsts.filter((id) => this.#stretches.has(id as NodeId))
  }

  #ask(stretch: Stretch | undefined): void {
    if (stretch === undefined) return
    this.onAsk()
    this.#open(stretch, this.#tree)
  }

  #firstBefore(id: number): number {
    let low = 0
    let high = this.#firsts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#firsts[middle] ?? 0) <= id) low = middle + 1
      else high = middle
    }
    return this.#firsts[low - 1] ?? 0
  }
}

type Marker = { get(node: Node): NodeId | undefined; set(node: Node, id: NodeId | undefined): void }

/** A constructor that gives back what it gets makes a class put its private fields on any object. */
const Given = function (node: Node) {
  return node
} as unknown as new (node: Node) => object

/**
 * Ids kept on the nodes themselves, in a private field: the page can neither see nor reach it, and it takes a fraction of
 * the time of a WeakMap (which browsers' garbage collectors also go over again and again). A class per table, so that two
 * captures do not meet.
 */
function createMarker(): Marker {
  class Mark extends Given {
    #id: NodeId | undefined

    static get(node: Node): NodeId | undefined {
      return #id in node ? (node as unknown as Mark).#id : undefined
    }

    static set(node: Node, id: NodeId | undefined): void {
      if (#id in node) (node as unknown as Mark).#id = id
      else new Mark(node).#id = id
    }
  }
  return Mark
}
