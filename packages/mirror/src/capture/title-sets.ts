/**
 * Sheets with a title belong to a set, and only one set applies: the preferred one, that of the first sheet with a title
 * (https://drafts.csswg.org/cssom/#css-style-sheet-collections). Browsers do not say so by `disabled`.
 */
export class TitleSets {
  readonly #preferred = new WeakMap<Document, string>()
  readonly #enabled = new WeakSet<Node>()

  /** A script has set `link.disabled = false`: from then on its title does not count. */
  noteEnabled(link: HTMLLinkElement): void {
    if (!link.disabled) this.#enabled.add(link)
  }

  isOff({ title, ownerNode }: CSSStyleSheet): boolean {
    if (title === null || title === '' || ownerNode === null || this.#enabled.has(ownerNode)) return false
    const { ownerDocument } = ownerNode
    return ownerDocument !== null && title !== this.#preferredOf(ownerDocument)
  }

  /** Once chosen it stays. */
  #preferredOf(document: Document): string | undefined {
    const known = this.#preferred.get(document)
    if (known !== undefined) return known
    for (let i = 0; i < document.styleSheets.length; i++) {
      const { title, ownerNode } = document.styleSheets.item(i) ?? {}
      if (!title || ownerNode === null || ownerNode === undefined) continue
      if (/(?:^|\s)alternate(?:\s|$)/i.test((ownerNode as Partial<HTMLLinkElement>).rel ?? '')) continue
      this.#preferred.set(document, title)
      return title
    }
    return undefined
  }
}
