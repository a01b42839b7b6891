import type { CaptureContext } from './context.ts'
import { COMMENT, ELEMENT, TEXT } from './dom.ts'
import type { StreamState } from './stream-state.ts'

/** Answers questions about neighbours, for one stream. */
export class Siblings {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  /** Where the last search among unsent siblings ended. While a long list is filled, it would be repeated each time. */
  #memo: { readonly parent: Node; readonly from: Node | null; readonly found: Node | null } | undefined

  constructor(ctx: CaptureContext, state: StreamState) {
    this.#ctx = ctx
    this.#state = state
    state.onPlaced = (parent) => this.changed(parent)
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

  /** The next sibling that the viewers have in its place. `first`: where the run begins that `last` ends. */
  reference(parent: Node, first: Node, last: Node): Node | null {
    const memo = this.#memo
    let found: Node | null
    if (
      memo !== undefined &&
      memo.parent === parent &&
      memo.from === first &&
      this.#stands(memo.found, parent)
    ) {
      found = memo.found
    } else {
      found = this.nextCaptured(last)
      while (found !== null && !this.#state.knows(found)) found = this.nextCaptured(found)
    }
    const next = this.nextCaptured(last)
    this.#memo = next === found ? undefined : { parent, from: next, found }
    return found
  }

  #stands(node: Node | null, parent: Node): boolean {
    return node === null || (this.#state.knows(node) && this.#ctx.dom.parentNode(node) === parent)
  }

  /** Children of `parent` changed: what was found there is void. */
  changed(parent: Node): void {
    if (this.#memo?.parent === parent) this.#memo = undefined
  }
}
