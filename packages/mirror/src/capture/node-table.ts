import type { NodeId } from '../format/index.ts'
import type { NodeLookup } from './api.ts'

const PAGE_BITS = 10
const PAGE_MASK = (1 << PAGE_BITS) - 1

type Page = { readonly nodes: (Node | undefined)[]; count: number }

/**
 * Node <-> id, for the whole capture. Ids are given once and never again; nodes that left the page are dropped, and pages
 * of ids that are all dropped go, so that memory follows the size of the page.
 */
export class NodeTable implements NodeLookup {
  readonly #pages: (Page | undefined)[] = []
  readonly #marks = createMarker()
  #next = 1
  #size = 0

  id(node: Node): NodeId | undefined {
    return this.#marks.get(node)
  }

  node(id: NodeId): Node | undefined {
    return this.#pages[id >>> PAGE_BITS]?.nodes[id & PAGE_MASK]
  }

  assign(node: Node): NodeId {
    const known = this.#marks.get(node)
    if (known !== undefined) return known
    const id = this.#next++ as NodeId
    this.#marks.set(node, id)
    const page = (this.#pages[id >>> PAGE_BITS] ??= { nodes: [], count: 0 })
    page.nodes[id & PAGE_MASK] = node
    page.count++
    this.#size++
    return id
  }

  drop(node: Node, id: NodeId): void {
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
