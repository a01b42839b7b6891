import type { Media } from '../format/index.ts'
import { answerFeature } from './media-answers.ts'
import { isElement } from './elements.ts'

/** Conditions of every frame and of none. */
const ALWAYS = '(min-width: 0px)'
const NEVER = '(max-width: 0px)'

/** Sheets that have to be looked through. */
const ASKS =
  /@media[^{]*(?:prefers-|hover|pointer|resolution|device-|forced-colors|inverted-colors|display-mode|scripting)/i
/** One condition, with nothing but words in it. */
const CONDITION = /\(([^()]*)\)/g
/** A `color-scheme` declaration of plain words. Line ends stay as they are: one may end a string. */
const SCHEME = /(^|[{};\s])(color-scheme\s*:\s*)([a-z](?:[a-z \t-]*[a-z])?)(?=\s*(?:[;}!]|$))/gi

/** Attributes whose meaning depends on the visitor's answers. Schemes of a page stand on its root or body. */
const DEPENDENT: Readonly<Record<string, string>> = {
  SOURCE: 'media',
  META: 'content',
  HTML: 'style',
  BODY: 'style',
}

/**
 * Makes a mirror answer media features as the visitor's browser does, not as this one: in conditions, features become
 * conditions that always or never hold. Of the schemes that a page supports, the visitor's is the only one left, since
 * browsers choose among them by their own.
 */
export class VisitorMedia {
  #media: Media | undefined
  #ratio = 1
  #key = ''
  /** The page's own values of dependent attributes. */
  readonly #values = new Map<Element, string>()

  /** Whether the answers changed. Without any (an older capture) this browser's own count. */
  set(media: Media, devicePixelRatio: number): boolean {
    const key = JSON.stringify([media, devicePixelRatio])
    if (key === this.#key) return false
    this.#key = key
    this.#media = media
    this.#ratio = devicePixelRatio
    for (const [element, value] of this.#values) this.#apply(element, value)
    return true
  }

  /** A media query list of the page, as it is to be answered here. */
  query(text: string): string {
    const media = this.#media
    if (media === undefined) return text
    return text.replace(CONDITION, (all: string, condition: string) => {
      const holds = answerFeature(condition, media, this.#ratio)
      return holds === undefined ? all : holds ? ALWAYS : NEVER
    })
  }

  /** Gives a constructed sheet its text. */
  write(sheet: CSSStyleSheet, css: string): void {
    sheet.replaceSync(this.#declarations(css))
    if (this.#media !== undefined && ASKS.test(css)) this.#rules(sheet.cssRules)
  }

  /** An element has come, or this attribute of it has changed. It carries the page's value now. */
  follow(element: Element, changed?: string): void {
    const name = DEPENDENT[element.nodeName]
    if (name === undefined || (changed !== undefined && changed !== name)) return
    const value = element.getAttribute(name)
    if (value === null || (name === 'content' && !element.hasAttribute('name'))) {
      this.#values.delete(element)
      return
    }
    this.#values.set(element, value)
    this.#apply(element, value)
  }

  forget(node: Node): void {
    if (isElement(node)) this.#values.delete(node)
  }

  /** Forgets the page; the answers stay. */
  clear(): void {
    this.#values.clear()
  }

  #apply(element: Element, value: string): void {
    const name = DEPENDENT[element.nodeName]
    if (name === undefined) return
    const answered =
      name === 'media'
        ? this.query(value)
        : name === 'content'
          ? this.#scheme(value)
          : this.#declarations(value)
    if (element.getAttribute(name) !== answered) element.setAttribute(name, answered)
  }

  #declarations(css: string): string {
    if (this.#media === undefined || !css.includes('color-scheme')) return css
    return css.replace(
      SCHEME,
      (_all, before: string, name: string, words: string) => `${before}${name}${this.#scheme(words)}`,
    )
  }

  /** `light dark` is a choice of the browser; a single one is not. */
  #scheme(words: string): string {
    const offered = words.toLowerCase().split(/\s+/)
    const isChoice = offered.includes('light') && offered.includes('dark')
    return this.#media !== undefined && isChoice ? this.#media.colorScheme : words
  }

  #rules(rules: CSSRuleList): void {
    for (const rule of rules) {
      const { media, cssRules } = rule as Partial<CSSMediaRule>
      if (media !== undefined) {
        const answered = this.query(media.mediaText)
        if (answered !== media.mediaText) media.mediaText = answered
      }
      if (cssRules !== undefined && cssRules.length > 0) this.#rules(cssRules)
    }
  }
}
