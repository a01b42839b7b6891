import type { Dom } from './dom.ts'
import type { Tree } from './node-table.ts'

/** The tree as it was before a batch of mutations: what it is now, without what they say was done. */
export class TreeBefore implements Tree {
  /** Whose children have changed. */
  readonly changed = new Map<Node, MutationRecord[]>()
  readonly #dom: Dom
  readonly #parents = new Map<Node, Node | null>()
  readonly #firsts = new Map<Node, Node | null>()
  readonly #nexts = new Map<Node, Node | null>()

  /** `lists`: by observer, each in its order. */
  constructor(dom: Dom, lists: readonly (readonly MutationRecord[])[]) {
    this.#dom = dom
    for (const records of lists) this.#readParents(records)
    for (const [parent, records] of this.changed) this.#readChildren(parent, records)
  }

  parentOf(node: Node): Node | null {
    const parent = this.#parents.get(node)
    return parent === undefined ? this.#dom.parentNode(node) : parent
  }

  firstOf(node: Node): Node | null {
    const first = this.#firsts.get(node)
    return first === undefined ? this.#dom.firstChild(node) : first
  }

  nextOf(node: Node): Node | null {
    const next = this.#nexts.get(node)
    return next === undefined ? this.#dom.nextSibling(node) : next
  }

  /** Where a node was taken from first, there it was; one that was put somewhere first came from outside. */
  #readParents(records: readonly MutationRecord[]): void {
    const seen = new Set<Node>()
    for (const record of records) {
      if (record.type !== 'childList') continue
      const { target, addedNodes, removedNodes } = record
      const same = this.changed.get(target)
      if (same === undefined) this.changed.set(target, [record])
      else same.push(record)
      for (const node of each(removedNodes)) {
        if (!seen.has(node)) this.#parents.set(node, target)
        seen.add(node)
      }
      for (const node of each(addedNodes)) {
        // It may have come from a tree that another observer watches.
        if (!seen.has(node) && !this.#parents.has(node)) this.#parents.set(node, null)
        seen.add(node)
      }
    }
  }

  /** Takes back one record after the other, from the last on. Null stands for both ends. */
  #readChildren(parent: Node, records: readonly MutationRecord[]): void {
    const next = new Map<Node | null, Node | null>()
    const previous = new Map<Node | null, Node | null>()
    const link = (before: Node | null, after: Node | null) => {
      next.set(before, after)
      previous.set(after, before)
    }
    let last: Node | null = null
    for (let child = this.#dom.firstChild(parent); child !== null; child = this.#dom.nextSibling(child)) {
      link(last, child)
      last = child
    }
    link(last, null)
    for (let i = records.length - 1; i >= 0; i--) {
      const record = records[i]
      if (record === undefined) continue
      for (const node of each(record.addedNodes)) link(previous.get(node) ?? null, next.get(node) ?? null)
      let at = record.previousSibling
      for (const node of each(record.removedNodes)) {
        link(at, node)
        at = node
      }
      link(at, record.nextSibling)
    }
    let at = next.get(null) ?? null
    this.#firsts.set(parent, at)
    for (; at !== null; at = next.get(at) ?? null) this.#nexts.set(at, next.get(at) ?? null)
  }
}

function* each(nodes: NodeList): Generator<Node, void> {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes.item(i)
    if (node !== null) yield node
  }
}
