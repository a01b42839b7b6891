import { dom } from './natives.ts'

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
}

export function shadowRootOf(element: Element): ShadowRoot | null {
  return dom.shadowRoot(element) ?? closed.get(element) ?? null
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
