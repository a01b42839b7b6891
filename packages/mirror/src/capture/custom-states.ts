import type { Early } from '../early/index.ts'
import type { Dom } from './dom.ts'
import { windowOf } from './roots.ts'

/** States of those that are fields; told as a custom state with a colon in front. */
const OF_FIELDS = [':valid', ':invalid', ':enabled', ':disabled']

/** What style sheets see of a custom element beyond its attributes: whether it is defined, and its custom states. */
export class CustomStates {
  readonly #dom: Dom
  readonly #early: Early
  readonly #elements = new WeakMap<object, Element>()
  readonly #awaited = new WeakMap<CustomElementRegistry, Set<string>>()
  /** An element of this name was defined. */
  onDefined: (document: Document, name: string) => void = () => undefined

  constructor(dom: Dom, early: Early) {
    this.#dom = dom
    this.#early = early
  }

  /** `name`: of a definition, which is the value of `is` for customized built-in elements. */
  isDefined(element: Element, name: string): boolean {
    if (this.#dom.matches(element, ':defined')) return true
    const document = this.#dom.ownerDocument(element)
    if (document !== null) this.#await(document, name)
    return false
  }

  /** Asks to be told by `elementOf` whose states were changed. */
  read(element: Element): string[] {
    const states = this.#early.internals?.get(element)?.states as Iterable<string> | undefined
    const names = OF_FIELDS.filter((state) => this.#dom.matches(element, state))
    if (states === undefined) return names
    this.#elements.set(states, element)
    ;(states as CustomStateSet).forEach((name) => names.push(name))
    return names
  }

  elementOf(states: object): Element | undefined {
    return this.#elements.get(states)
  }

  #await(document: Document, name: string): void {
    const registry = windowOf(document)?.customElements
    if (registry === undefined) return
    let names = this.#awaited.get(registry)
    if (names === undefined) this.#awaited.set(registry, (names = new Set()))
    if (names.has(name)) return
    names.add(name)
    const defined = () => this.onDefined(document, name)
    // Rejects for names that nothing can ever be defined for.
    registry.whenDefined(name).then(defined, () => undefined)
  }
}
