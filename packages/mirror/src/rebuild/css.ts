/**
 * Rewrites the text of a style sheet or a style attribute for the mirror. A scanner after the token rules of CSS Syntax
 * Level 3 (https://www.w3.org/TR/css-syntax-3/), as far as it takes to find every URL whatever its escapes:
 * url(), src() and the strings of image-set() and its kin. `@import` goes. In selectors, states that the mirror's frame
 * never has by itself (it gets no input) match the mirror's marks as well.
 */
export type ResolveUrl = (raw: string) => string | null

/** The marks that stand for states; set by rebuild, never by a page. */
export const STATE_MARKS = {
  focus: 'alongside-focus',
  'focus-visible': 'alongside-focus',
  'focus-within': 'alongside-focus-within',
  hover: 'alongside-hover',
} as const

const STRINGS_ARE_URLS: ReadonlySet<string> = new Set([
  'url',
  'src',
  'image',
  'image-set',
  '-webkit-image-set',
  'cross-fade',
  '-webkit-cross-fade',
])
const REFUSED_URL = 'about:invalid'

/** An escape: up to six hexadecimal digits with the space that ends them, or any character. */
const ESCAPE = String.raw`\\(?:[0-9a-f]{1,6}(?:\r\n|\s)?|[^])`
const STRING = String.raw`"(?:[^"\\\n]|\\[^])*(?:"|$|(?=\n))|'(?:[^'\\\n]|\\[^])*(?:'|$|(?=\n))`
const TOKEN = new RegExp(
  String.raw`\/\*[^]*?(?:\*\/|$)|${STRING}|@?(?:[-\w\u0080-\uffff]|${ESCAPE})+\(?|[();{}]`,
  'gi',
)
const UNQUOTED = new RegExp(String.raw`\s*((?:[^()"'\\\s]|${ESCAPE})*)\s*(?:\)|$)`, 'iy')
const BAD_URL = /(?:[^)\\]|\\[^])*(?:\)|$)/y
/** Ends with a parenthesis that is not escaped itself. */
const OPENS_FUNCTION = /[^\\](?:\\\\)*\($/
const OPENS_QUOTED = /\s*["']/y
const MAY_MATTER = /[\\(@]|:(?:focus|hover)/i

export function rewriteCss(css: string, resolve: ResolveUrl): string {
  if (!MAY_MATTER.test(css)) return css
  return new Scanner(css, resolve).run()
}

class Scanner {
  readonly #css: string
  readonly #resolve: ResolveUrl
  readonly #functions: string[] = []
  #out = ''
  /** Up to here the source is in `#out`, or left out. */
  #copied = 0
  #at = 0

  constructor(css: string, resolve: ResolveUrl) {
    this.#css = css
    this.#resolve = resolve
  }

  run(): string {
    for (;;) {
      TOKEN.lastIndex = this.#at
      const match = TOKEN.exec(this.#css)
      if (match === null) break
      this.#at = match.index + match[0].length
      this.#token(match[0], match.index)
    }
    return this.#out + this.#css.slice(this.#copied)
  }

  #token(token: string, start: number): void {
    const first = token.charCodeAt(0)
    if (token === ')') this.#functions.pop()
    else if (token === '(') this.#functions.push('')
    else if (token === ';' || token === '{' || token === '}') this.#functions.length = 0
    else if (token.startsWith('/*')) this.#replace(start, '/**/')
    else if (first === 34 || first === 39) this.#string(token, start)
    else if (OPENS_FUNCTION.test(token)) this.#function(token, start)
    else if (first === 64) this.#atKeyword(token, start)
    else if (this.#css[start - 1] === ':') this.#pseudoClass(token, start)
  }

  #replace(start: number, by: string): void {
    this.#out += this.#css.slice(this.#copied, start) + by
    this.#copied = this.#at
  }

  #string(token: string, start: number): void {
    const inside = this.#functions.at(-1)
    if (inside === undefined || !STRINGS_ARE_URLS.has(inside)) return
    const closed = token.length > 1 && token.endsWith(token.charAt(0))
    this.#replace(start, this.#quoted(unescapeCss(token.slice(1, closed ? -1 : undefined))))
  }

  #function(token: string, start: number): void {
    const name = unescapeCss(token.slice(0, -1)).toLowerCase()
    this.#functions.push(name)
    if (name !== 'url') {
      // An escaped spelling of a function that takes URLs is written plainly, so that what follows reads the same.
      if (STRINGS_ARE_URLS.has(name)) this.#replace(start, `${name}(`)
      return
    }
    OPENS_QUOTED.lastIndex = this.#at
    if (OPENS_QUOTED.test(this.#css)) {
      this.#replace(start, 'url(')
      return
    }
    this.#functions.pop()
    UNQUOTED.lastIndex = this.#at
    const plain = UNQUOTED.exec(this.#css)
    BAD_URL.lastIndex = this.#at
    const match = plain ?? BAD_URL.exec(this.#css)
    this.#at += match?.[0].length ?? 0
    const url = plain === null ? `"${REFUSED_URL}"` : this.#quoted(unescapeCss(plain[1] ?? ''))
    this.#replace(start, `url(${url})`)
  }

  #quoted(raw: string): string {
    const url = raw.startsWith('#') ? raw : (this.#resolve(raw) ?? REFUSED_URL)
    return `"${url.replace(/["\\\n\r\f]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`
  }

  #atKeyword(token: string, start: number): void {
    if (unescapeCss(token.slice(1)).toLowerCase() !== 'import') return
    const end = endOfStatement(this.#css, this.#at)
    this.#at = end
    this.#replace(start, '')
  }

  #pseudoClass(token: string, start: number): void {
    const name = token.toLowerCase()
    if (!Object.hasOwn(STATE_MARKS, name) || this.#css[start - 2] === ':') return
    if (!isInSelector(this.#css, this.#at)) return
    const mark = STATE_MARKS[name as keyof typeof STATE_MARKS]
    this.#replace(start - 1, `:is(:${name},[${mark}])`)
  }
}

/** `a:focus {` is a selector, `animation:focus 1s;` is not: whichever of `{ ; }` comes first tells. */
function isInSelector(css: string, from: number): boolean {
  for (let i = from; i < css.length; i++) {
    const c = css[i]
    if (c === '{') return true
    if (c === ';' || c === '}') return false
  }
  return false
}

const STATEMENT_TOKEN = /"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|\((?:[^()"'\\]|\\[^])*\)|\\[^]|[;{}]/g

function endOfStatement(css: string, from: number): number {
  STATEMENT_TOKEN.lastIndex = from
  for (let match = STATEMENT_TOKEN.exec(css); match !== null; match = STATEMENT_TOKEN.exec(css)) {
    if (match[0] === ';') return match.index + 1
    if (match[0] === '{' || match[0] === '}') return match.index
  }
  return css.length
}

function unescapeCss(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|(\r\n|\n)|([^]))/gi, (_all, hex, newline, char) => {
    if (typeof hex === 'string') return codePoint(Number.parseInt(hex, 16))
    return typeof newline === 'string' ? '' : String(char)
  })
}

function codePoint(code: number): string {
  return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
}
