import { targetOf } from './animations.ts'
import type { CaptureContext } from './context.ts'
import { DOCUMENT } from './dom.ts'
import type { Root } from './roots.ts'
import type { StreamState } from './stream-state.ts'

/** With more selectors it takes less to ask all elements. */
const MAX_SELECTORS = 100
/** Elements asked in one go. */
const AT_ONCE = 64

/**
 * Finds what was scrolled before it was sent (C35): all that some sheet lets scroll, once for each tree. (What needs no sheet
 * for it is asked when it is sent.) Asking every element would take as long as serialising them, so that is done only where
 * not all rules can be read.
 */
export class Sweep {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  #due: Generator<Element | null, void>[] = []

  constructor(ctx: CaptureContext, state: StreamState) {
    this.#ctx = ctx
    this.#state = state
  }

  /** The root's sheets have been read. */
  add(root: Root): void {
    this.#due.push(this.#candidates(root))
  }

  clear(): void {
    this.#due = []
  }

  /** False: nothing left to be asked. */
  step(): boolean {
    const [candidates] = this.#due
    if (candidates === undefined) return false
    for (let asked = 0; asked < AT_ONCE; asked++) {
      const { value, done } = candidates.next()
      if (done === true) {
        this.#due.shift()
        break
      }
      if (value === null) break
      askScrolled(this.#ctx, this.#state, value)
    }
    return true
  }

  /** Null: that took its time. */
  *#candidates(root: Root): Generator<Element | null, void> {
    const { dom, roots, sheets } = this.#ctx
    for (const animation of root.getAnimations?.() ?? []) {
      const target = targetOf(animation)
      if (target !== null) yield target
    }
    const host = dom.nodeType(root) === DOCUMENT ? null : roots.hostOf(root)
    // Rules of a shadow tree may be about its host, and about what its slots hold.
    if (host !== null) yield* all(dom.all(host, ':scope>*'))
    if (host !== null) yield host
    const { scrollers } = sheets
    const isTold = host === null && scrollers !== null && scrollers.size < MAX_SELECTORS
    for (const selector of isTold ? scrollers : ['*']) {
      yield* all(find(root, selector))
      yield null
    }
  }
}

function* all(elements: NodeListOf<Element>): Generator<Element, void> {
  for (let i = 0; i < elements.length; i++) yield elements.item(i)
}

export function askScrolled({ dom, live }: CaptureContext, state: StreamState, element: Element): void {
  if (dom.scrollTop(element) === 0 && dom.scrollLeft(element) === 0) return
  live.scrolled.add(element)
  state.scroll(element)
}

function find(root: Root, selector: string): NodeListOf<Element> {
  try {
    return root.querySelectorAll(selector)
  } catch {
    // Valid in a rule only.
    return root.querySelectorAll('*')
  }
}
