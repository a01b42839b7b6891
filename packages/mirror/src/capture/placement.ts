import type { CaptureContext } from './context.ts'
import { ELEMENT } from './dom.ts'
import { type Filling, PIECE_ELEMENTS } from './filling.ts'
import type { Inserter } from './inserter.ts'
import { Privacy } from './masking.ts'
import { Trait, traitsOf } from './names.ts'
import type { Siblings } from './siblings.ts'
import type { StreamState } from './stream-state.ts'

/**
 * Brings children to where they are now. The cost follows the number of dirty children, never of all of them: a run of
 * dirty siblings goes before the next sibling that stands where it belongs.
 */
export class Placement {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  readonly #siblings: Siblings
  readonly #inserter: Inserter
  readonly #filling: Filling

  constructor(
    ctx: CaptureContext,
    state: StreamState,
    siblings: Siblings,
    inserter: Inserter,
    filling: Filling,
  ) {
    this.#ctx = ctx
    this.#state = state
    this.#siblings = siblings
    this.#inserter = inserter
    this.#filling = filling
  }

  /** Sends one run. False when nothing is to be placed. */
  step(): boolean {
    for (const [parent, children] of this.#state.placed) {
      for (const child of children) {
        this.#placeFrom(parent, child, children)
        if (children.size === 0) this.#state.placed.delete(parent)
        return true
      }
      this.#state.placed.delete(parent)
      return true
    }
    return false
  }

  #placeFrom(parent: Node, child: Node, children: Set<Node>): void {
    if (!this.#isDue(parent, child)) {
      children.delete(child)
      return
    }
    if (!this.#holdsChildren(parent)) {
      children.clear()
      return
    }
    const run = this.#runAround(parent, child, children)
    if (run.length === 0) {
      children.delete(child)
      this.#filling.sendShallow(parent, child as Element, true)
    } else {
      for (const node of run) children.delete(node)
      // What is sent again may have been scrolled: that was seen.
      this.#inserter.insert(parent, run, true)
    }
    this.#markSelect(parent)
  }

  #isDue(parent: Node, child: Node): boolean {
    return (
      this.#ctx.dom.parentNode(child) === parent &&
      this.#siblings.isCaptured(child) &&
      !this.#state.knows(child)
    )
  }

  #holdsChildren(parent: Node): boolean {
    const { dom, masking } = this.#ctx
    if (dom.nodeType(parent) === ELEMENT && (traitsOf(dom.nodeName(parent)) & Trait.opaque) !== 0)
      return false
    return masking.of(parent) !== Privacy.blocked
  }

  /** The dirty siblings around `child` that fit into one piece. Empty: `child` itself is too large. */
  #runAround(parent: Node, child: Node, children: Set<Node>): Node[] {
    let weight = this.#filling.weigh(child)
    if (weight > PIECE_ELEMENTS) return []
    const takes = (node: Node | null): node is Node => {
      if (node === null || !children.has(node) || !this.#isDue(parent, node)) return false
      weight += this.#filling.weigh(node)
      return weight <= PIECE_ELEMENTS
    }
    const before: Node[] = []
    let node = this.#siblings.previousCaptured(child)
    for (; takes(node); node = this.#siblings.previousCaptured(node)) before.push(node)
    const run: Node[] = []
    for (let i = before.length - 1; i >= 0; i--) {
      const earlier = before[i]
      if (earlier !== undefined) run.push(earlier)
    }
    run.push(child)
    node = this.#siblings.nextCaptured(child)
    for (; takes(node); node = this.#siblings.nextCaptured(node)) run.push(node)
    return run
  }

  /** Options came or went: which are selected may have changed. */
  #markSelect(parent: Node): void {
    const { dom } = this.#ctx
    if (dom.nodeType(parent) !== ELEMENT) return
    const name = dom.nodeName(parent)
    if (name !== 'SELECT' && name !== 'OPTGROUP' && name !== 'TEXTAREA') return
    const field = name === 'OPTGROUP' ? dom.closest(parent as Element, 'select') : (parent as Element)
    if (field !== null && this.#state.knows(field)) this.#state.fields.add(field)
  }
}
