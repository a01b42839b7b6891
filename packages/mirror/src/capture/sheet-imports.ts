export type Wrap = (css: string) => string

/** The conditions and the layer of `@import` rules, put around what they import. */
export class ImportWrapper {
  /** Imports into layers without a name: parts of one sheet have to be in the same layer, so it gets a name. */
  readonly #layers = new WeakMap<CSSRule, string>()
  #next = 1

  of(rule: CSSImportRule): Wrap {
    const { supportsText } = rule
    const layer = this.#layerOf(rule)
    const media = rule.media.mediaText
    return (css) => {
      let wrapped = css
      if (layer !== null) wrapped = `@layer ${layer}{${wrapped}}`
      if (supportsText !== null && supportsText !== undefined)
        wrapped = `@supports (${supportsText}){${wrapped}}`
      return media === '' ? wrapped : `@media ${media}{${wrapped}}`
    }
  }

  #layerOf(rule: CSSImportRule): string | null {
    // Older browsers have none.
    const name = (rule.layerName as string | null | undefined) ?? null
    if (name !== '') return name
    let own = this.#layers.get(rule)
    if (own === undefined) this.#layers.set(rule, (own = `alongside-${this.#next++}`))
    return own
  }
}

/** The text of an `@layer a, b;`, which sets the order of layers; empty for other rules. */
export function layerStatement(rule: CSSRule): string {
  return 'nameList' in rule ? rule.cssText : ''
}
