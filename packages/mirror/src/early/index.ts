/**
 * What only a script that runs before the page's own can get hold of. The tag's loader begins to watch, capture reads what
 * was collected, perhaps much later. Keep it tiny: it runs on every page of a site, shared or not.
 */
export type Early = {
  /** Closed shadow roots, by host. Undefined while there are none: most pages have none at all. */
  closed?: WeakMap<Element, ShadowRoot>
  internals?: WeakMap<Element, ElementInternals>
}

export function watchEarly(window: Window & typeof globalThis): Early {
  const early: Early = {}
  after(window.Element.prototype, 'attachShadow', (host, root) => keepClosed(early, host, root as ShadowRoot))
  after(window.HTMLElement.prototype, 'attachInternals', (element, internals) =>
    keepInternals(early, element, internals as ElementInternals),
  )
  return early
}

export function keepClosed(early: Early, host: Element, root: ShadowRoot): void {
  if (root.mode === 'closed') (early.closed ??= new WeakMap()).set(host, root)
}

export function keepInternals(early: Early, element: Element, internals: ElementInternals): void {
  ;(early.internals ??= new WeakMap()).set(element, internals)
}

/** A closed root that HTML declared shows in the internals, once it has been parsed. */
export function closedRoot({ closed, internals }: Early, host: Element): ShadowRoot | null {
  return closed?.get(host) ?? internals?.get(host)?.shadowRoot ?? null
}

type Method = (this: Element, ...args: unknown[]) => unknown

/** A Proxy has name, length and source text of the original. */
function after(owner: object, name: string, then: (element: Element, result: unknown) => void): void {
  const methods = owner as Record<string, Method | undefined>
  const { apply } = Reflect
  const original = methods[name]
  if (original === undefined) return
  methods[name] = new Proxy(original, {
    apply(target, self: Element, args: unknown[]) {
      const result = apply(target, self, args)
      try {
        then(self, result)
      } catch {
        // The page has replaced what we need. It goes on without us.
      }
      return result
    },
  })
}
