import { withLists } from './shorthands.ts'
import { hashText } from './text-hash.ts'

/** A stretch of a sheet's rules: what a viewer keeps under one key. */
export type Segment = { readonly key: string; readonly css: string; readonly base: string }

export function toSegment(css: string, base: string): Segment {
  return { key: hashText(`${base}\n${css}`), css, base }
}

const MAX_RULES = 160
const MAX_LENGTH = 48 * 1024
/** One rule in so many ends a segment, chosen by its content, so that a rule put in the middle moves no other border. */
const BORDER_MASK = 31

/**
 * Reads the rules of one sheet, a bit at a time, into segments. Style sheets that scripts extend rule by rule (CSS-in-JS)
 * so cost one segment per change, not the whole sheet.
 */
export class RuleReader {
  readonly segments: Segment[] = []
  readonly #rules: CSSRuleList
  readonly #base: string
  readonly #texts: WeakMap<CSSRule, string>
  readonly #wrap: (css: string) => string
  readonly #exact: ReadonlyMap<string, string> | undefined
  readonly #onRule: (rule: CSSRule, text: string) => void
  #at = 0
  #css = ''
  #count = 0
  /** `@namespace` holds for its sheet, so for every part of it. */
  #namespaces = ''

  constructor(
    rules: CSSRuleList,
    base: string,
    texts: WeakMap<CSSRule, string>,
    wrap: (css: string) => string = (css) => css,
    /** What to say in the place of what the browser writes. */
    exact?: ReadonlyMap<string, string>,
    /** Called with each rule and its text. */
    onRule: (rule: CSSRule, text: string) => void = () => undefined,
  ) {
    this.#rules = rules
    this.#base = base
    this.#texts = texts
    this.#wrap = wrap
    this.#exact = exact
    this.#onRule = onRule
  }

  /** Reads until `mayContinue` says no. True: the whole sheet has been read. */
  read(mayContinue: () => boolean): boolean {
    for (; this.#at < this.#rules.length; this.#at++) {
      if (this.#at % 32 === 31 && !mayContinue()) return false
      const rule = this.#rules.item(this.#at)
      if (rule?.type === 10) this.#namespaces += namespaceText(rule as CSSNamespaceRule)
      else if (rule !== null) {
        const text = this.#textOf(rule)
        this.#onRule(rule, text)
        this.#add(this.#exact?.get(text) ?? withLists(rule, text))
      }
    }
    this.#end()
    return true
  }

  #textOf(rule: CSSRule): string {
    const known = this.#texts.get(rule)
    if (known !== undefined) return known
    let text = ''
    try {
      // `@import` stands for sheets of their own; constructed sheets ignore it.
      if (rule.type !== 3) text = rule.cssText
    } catch {
      // A rule that this browser cannot say (seen with vendor rules) must not stop the sheet.
    }
    this.#texts.set(rule, text)
    return text
  }

  #add(text: string): void {
    if (text === '') return
    this.#css += `${text}\n`
    this.#count++
    const isBorder = (shortHash(text) & BORDER_MASK) === 0
    if (isBorder || this.#count >= MAX_RULES || this.#css.length > MAX_LENGTH) this.#end()
  }

  #end(): void {
    if (this.#css === '') return
    this.segments.push(toSegment(this.#namespaces + this.#wrap(this.#css), this.#base))
    this.#css = ''
    this.#count = 0
  }
}

/** As a string: `cssText` writes a `url()`, which viewers would check as an address, though it loads nothing. */
function namespaceText({ prefix, namespaceURI }: CSSNamespaceRule): string {
  return `@namespace ${prefix} ${toCssString(namespaceURI)};`
}

function toCssString(text: string): string {
  return `"${text.replace(/["\\\n\r\f]/g, (one) => `\\${one.charCodeAt(0).toString(16)} `)}"`
}

/** Enough of the text to choose borders by. */
function shortHash(text: string): number {
  let hash = text.length
  for (let i = 0; i < text.length && i < 64; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 13)
}

/**
 * Whether something may have been lost when the browser wrote this. Chromium and WebKit write a shorthand that holds
 * `var()` as empty longhands when one of them is set as well (`background-image: ;`), and all browsers round numbers to
 * six digits, which is enough to move lines and columns by a pixel. Chromium leaves out a duration of nothing before a
 * delay (`transition: opacity 0s 1s`).
 */
export function isDamaged(css: string): boolean {
  return /[{;]\s*[a-z-]+:\s*;|\d(?=[\d.]{6})\d*\.\d|transition:/.test(css)
}
