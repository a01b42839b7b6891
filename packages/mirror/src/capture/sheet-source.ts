import type { PageWindow } from './context.ts'

/** What the text that a style sheet was made from says of its rules; undefined when it is not to be had. Never rejects. */
export async function findSource(
  window: PageWindow,
  sheet: CSSStyleSheet,
  isDamaged: (css: string) => boolean,
): Promise<SourceRules | undefined> {
  try {
    const css = await textOf(window, sheet)
    return css === undefined ? undefined : new SourceRules(window, css, isDamaged)
  } catch {
    // Blocked by the page's policy, or offline: the rules as serialised have to do.
    return undefined
  }
}

async function textOf(window: PageWindow, { ownerNode, href }: CSSStyleSheet): Promise<string | undefined> {
  if (href === null)
    return ownerNode?.nodeName.toLowerCase() === 'style' ? (ownerNode.textContent ?? '') : undefined
  const response = await window.fetch(href, { cache: 'force-cache', credentials: 'same-origin' })
  return response.ok ? response.text() : undefined
}

/**
 * The text of a sheet of another origin whose rules nobody may read: had by a request of our own where that origin admits
 * it, though the page's `<link>` did not ask. Undefined otherwise, and for sheets with imports. Never rejects.
 */
export async function readForeign(window: PageWindow, href: string): Promise<string | undefined> {
  try {
    const response = await window.fetch(href, { cache: 'force-cache', credentials: 'omit' })
    const isSheet = response.ok && response.headers.get('content-type')?.startsWith('text/css') === true
    const css = isSheet ? await response.text() : undefined
    return css === undefined || /@import/i.test(css) ? undefined : css
  } catch {
    return undefined
  }
}

/** What may have become damaged. */
const SUSPECT = /\d[\d.]{6}|\.\d{6}|var\(|\b0m?s\b/
/** Comments, strings and addresses, in which brackets mean nothing, and brackets. */
const TOKEN =
  /(\/\*[^]*?(?:\*\/|$))|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|url\(\s*[^\s"'()][^)]*\)|\\[^]|[({[]|[)}\]]|;/gi

/** Rules of a source text by what the browser makes of them, as far as that is damaged. */
export class SourceRules {
  readonly texts = new Map<string, string>()
  readonly #css: string
  readonly #isDamaged: (css: string) => boolean
  readonly #scratch: CSSStyleSheet
  readonly #token = new RegExp(TOKEN)
  #text = ''
  #depth = 0
  #at = 0
  #isRead = false

  constructor(window: PageWindow, css: string, isDamaged: (css: string) => boolean) {
    this.#css = css
    this.#isDamaged = isDamaged
    this.#scratch = new window.CSSStyleSheet()
  }

  /** Reads until `mayContinue` says no. True: all has been read. */
  read(mayContinue: () => boolean): boolean {
    for (let rules = 0; !this.#isRead;) {
      const token = this.#token.exec(this.#css)
      if (token === null) break
      const end = token.index + token[0].length
      // Comments are never sent.
      this.#text += this.#css.slice(this.#at, token[1] === undefined ? end : token.index)
      this.#at = end
      if ('({['.includes(token[0])) this.#depth++
      if (')}]'.includes(token[0])) this.#depth--
      if (this.#depth > 0 || !'};'.includes(token[0])) continue
      this.#add(this.#text)
      this.#text = ''
      this.#depth = 0
      if (++rules % 32 === 0 && !mayContinue()) return false
    }
    this.#isRead = true
    return true
  }

  #add(text: string): void {
    if (!SUSPECT.test(text)) return
    this.#scratch.replaceSync(text)
    const { cssRules } = this.#scratch
    const written = cssRules.length === 1 ? (cssRules.item(0)?.cssText ?? '') : ''
    if (this.#isDamaged(written)) this.texts.set(written, text.trim())
  }
}
