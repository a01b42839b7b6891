import type { CaptureContext } from './context.ts'
import { COMMENT, ELEMENT, TEXT } from './dom.ts'
import type { StreamState } from './stream-state.ts'

/** Answers questions about neighbours, for one stream. */
export class Siblings {
  readonly #ctx: CaptureContext
  readonly #state: StreamState

  constructor(ctx: CaptureContext, state: StreamState) {
    this.#ctx = ctx
    this.#state = state
  }

  /** What is mirrored at all: no doctypes and the like, and nothing of ours. */
  isCaptured(node: Node): boolean {
    const type = this.#ctx.dom.nodeType(node)
    return (type === ELEMENT || type === TEXT || type === COMMENT) && !this.#ctx.options.isOwn(node)
  }

  nextCaptured(node: Node): Node | null {
    const { dom } = this.#ctx
    let next = dom.nextSibling(node)
    while (next !== null && !this.isCaptured(next)) next = dom.nextSibling(next)
    return next
  }

  previousCaptured(node: Node): Node | null {
    const { dom } = this.#ctx
    let previous = dom.previousSibling(node)
    while (previous !== null && !this.isCaptured(previous)) previous = dom.previousSibling(previous)
    return previous
  }

  children(parent: Node): Node[] {
    const { dom } = this.#ctx
    const children: Node[] = []
    for (let child = dom.firstChild(parent); child !== null; child = dom.nextSibling(child))
      if (this.isCaptured(child)) children.push(child)
    return children
  }

  /**
   * The next sibling that the viewers have in its place, for the run from `first` to `last`, which they are about to have.
   * Looked for on both sides, so that neither a list that is filled from its start nor one that grows is gone through.
   */
  reference(parent: Node, first: Node, last: Node): Node | null {
    const { gaps } = this.#state
    const next = this.nextCaptured(last)
    let after = next
    let before = this.previousCaptured(first)
    while (after !== null && !this.#state.knows(after)) {
      const end = before === null ? undefined : gaps.endOf(before)
      if (end !== undefined) {
        after = end
        break
      }
      if (before !== null) before = this.#state.knows(before) ? null : this.previousCaptured(before)
      after = this.nextCaptured(after)
    }
    gaps.fill(parent, first, last, after, after === next)
    return after
  }
}
