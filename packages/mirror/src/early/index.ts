/**
 * What only a script that runs before the page's own can get hold of. The tag's loader begins to watch, capture reads what
 * was collected, perhaps much later. Keep it tiny: it runs on every page of a site, shared or not.
 */
export type Early = {
  /** Closed shadow roots, by host. Undefined while there are none: most pages have none at all. */
  roots?: WeakMap<Element, ShadowRoot>
  internals?: WeakMap<Element, ElementInternals>
}

export function watchEarly(window: Window & typeof globalThis): Early {
  const early: Early = {}
  watch(early, 'roots', window.Element.prototype, 'attachShadow')
  watch(early, 'internals', window.HTMLElement.prototype, 'attachInternals')
  return early
}

/** `made`: a shadow root or internals. Of roots only closed ones are kept: others are there for all to see. */
export function keep(early: Early, kind: keyof Early, element: Element, made: unknown): void {
  if ((made as Partial<ShadowRoot>).mode !== 'open')
    (early[kind] ??= new WeakMap<Element, never>()).set(element, made as never)
}

/** A closed root that HTML declared shows in the internals, once it has been parsed. */
export function closedRoot({ roots, internals }: Early, host: Element): ShadowRoot | null {
  return roots?.get(host) ?? internals?.get(host)?.shadowRoot ?? null
}

/** A Proxy has name, length and source text of the original. */
function watch(early: Early, kind: keyof Early, owner: object, name: string): void {
  const methods = owner as Record<string, (this: Element, ...args: unknown[]) => unknown>
  const { apply } = Reflect
  // Browsers without these methods lack what the tag needs anyway.
  methods[name] = new Proxy(methods[name] as () => unknown, {
    apply(target, self: Element, args: unknown[]) {
      const made = apply(target, self, args)
      try {
        keep(early, kind, self, made)
      } catch {
        // The page has replaced what we need. It goes on without us.
      }
      return made
    },
  })
}
