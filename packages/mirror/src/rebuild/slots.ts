import type { NodeId } from '../format/index.ts'

/** What slots with manual assignment hold. Nodes that come later, or anew under their old ids, are assigned when they stand. */
export class Slots {
  readonly #wanted = new Map<NodeId, readonly NodeId[]>()
  readonly #node: (id: NodeId) => Node | undefined

  constructor(node: (id: NodeId) => Node | undefined) {
    this.#node = node
  }

  assign(slot: NodeId, nodes: readonly NodeId[]): void {
    this.#wanted.set(slot, nodes)
  }

  forget(slot: NodeId): void {
    this.#wanted.delete(slot)
  }

  clear(): void {
    this.#wanted.clear()
  }

  /** After the ops of a frame. */
  settle(): void {
    for (const [id, ids] of this.#wanted) {
      const slot = this.#node(id) as Partial<HTMLSlotElement> | undefined
      if (typeof slot?.assign !== 'function') continue
      const nodes: (Element | Text)[] = []
      for (const one of ids) {
        const node = this.#node(one)
        if (node?.nodeType === 1 || node?.nodeType === 3) nodes.push(node as Element | Text)
      }
      slot.assign(...nodes)
    }
  }
}
