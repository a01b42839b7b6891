import type { NodeId } from '../format/index.ts'
import type { NodeLookup } from './api.ts'

/** Node <-> id, for the whole capture. Ids are given once and never again; nodes that left the page are dropped. */
export class NodeTable implements NodeLookup {
  readonly #ids = new WeakMap<Node, NodeId>()
  readonly #nodes = new Map<NodeId, Node>()
  #next = 1

  id(node: Node): NodeId | undefined {
    return this.#ids.get(node)
  }

  node(id: NodeId): Node | undefined {
    return this.#nodes.get(id)
  }

  assign(node: Node): NodeId {
    const known = this.#ids.get(node)
    if (known !== undefined) return known
    const id = this.#next++ as NodeId
    this.#ids.set(node, id)
    this.#nodes.set(id, node)
    return id
  }

  drop(node: Node, id: NodeId): void {
    this.#ids.delete(node)
    this.#nodes.delete(id)
  }

  /** Nodes that are known at present. */
  get size(): number {
    return this.#nodes.size
  }
}
