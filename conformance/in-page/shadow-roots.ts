import { dom } from './natives.ts'

const allInternals = new WeakMap<object, ElementInternals>()
const closed = new WeakMap<object, ShadowRoot>()

/** Remembers closed shadow roots as they are attached, so that what is in them can be compared. */
export function keepShadowRoots(): void {
  const before = Object.getOwnPropertyDescriptor(Element.prototype, 'attachShadow')
  const value = function attachShadow(this: Element, init: ShadowRootInit): ShadowRoot {
    const root = dom.attachShadow(this, init)
    if (root === undefined) throw new TypeError('No shadow roots here')
    if (init?.mode === 'closed') closed.set(this, root)
    return root
  }
  Object.defineProperty(Element.prototype, 'attachShadow', { ...before, value })
  keepDeclaredRoots()
}

/** Closed ones that HTML declared show only in the internals of their hosts. */
function keepDeclaredRoots(): void {
  const before = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'attachInternals')
  const original = before?.value as (this: HTMLElement) => ElementInternals
  const value = function attachInternals(this: HTMLElement): ElementInternals {
    const internals = Reflect.apply(original, this, [])
    allInternals.set(this, internals)
    return internals
  }
  Object.defineProperty(HTMLElement.prototype, 'attachInternals', { ...before, value })
}

export function shadowRootOf(element: Element): ShadowRoot | null {
  return dom.shadowRoot(element) ?? closed.get(element) ?? allInternals.get(element)?.shadowRoot ?? null
}

/** The document in a frame, if it may be read. */
export function documentIn(element: Element): Document | null {
  const name = dom.nodeName(element)
  try {
    if (name === 'IFRAME') return dom.contentDocument(element) ?? null
    return name === 'FRAME' ? (dom.frameDocument(element) ?? null) : null
  } catch {
    return null
  }
}
