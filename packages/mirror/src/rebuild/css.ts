import { attributeSelector, CUSTOM_MARKS, isKeptAttribute, keptName, stateSelector } from './selectors.ts'

/**
 * Rewrites the text of a style sheet or a style attribute for the mirror. A scanner after the token rules of CSS Syntax
 * Level 3 (https://www.w3.org/TR/css-syntax-3/), as far as it takes to find every URL whatever its escapes:
 * url(), src() and the strings of image-set() and its kin. `@import` goes. In selectors, states that the mirror's frame
 * never has by itself (it gets no input) match the mirror's marks as well.
 */
export type ResolveUrl = (raw: string, isPicture: boolean) => string | null

/** What loads pictures, and fonts. An address anywhere else (`fill`, `filter`, `clip-path`) names a part of an SVG document. */
const PICTURES =
  /^(?:-webkit-)?(?:background|border-image|list-style|mask|mask-border|mask-box)(?:-image|-source)?$|^(?:content|cursor|shape-outside|src|@namespace)$/

/** Their strings are addresses, as those of `url` and `src`. */
const PICTURE_FUNCTIONS: ReadonlySet<string> = new Set([
  'image',
  'image-set',
  '-webkit-image-set',
  'cross-fade',
  '-webkit-cross-fade',
])
/** Functions within those whose strings are no addresses. */
const STRINGS_ARE_WORDS: ReadonlySet<string> = new Set(['type', 'format', 'tech'])
const REFUSED_URL = 'about:invalid'

/** What the standard replaces before anything is read: other line ends, and NUL. */
const PREPROCESSED = /\r\n?|\f|\0/g
/** An escape: up to six hexadecimal digits with the space that ends them, or any character but a line end. */
const ESCAPE = String.raw`\\(?:[0-9a-f]{1,6}[ \t\n]?|[^\n])`
/** In strings, one of anything. A line end may end a hexadecimal one there as well. Matches always, so nothing is tried twice. */
const STRING_ESCAPE = String.raw`\\(?:[0-9a-f]{1,6}[ \t\n]?|[^]?)`
const string = (quote: string) =>
  String.raw`${quote}[^${quote}\\\n]*(?:${STRING_ESCAPE}[^${quote}\\\n]*)*(?:${quote}|$|(?=\n))`
const STRING = `${string('"')}|${string("'")}`
const WORD = String.raw`[-\w\u0080-\uffff]`
const NAME_OF_ANY = String.raw`(?:${WORD}+|${ESCAPE})+`
/** A name may come with the colon or bracket right before it. Matches always. */
const TOKEN = String.raw`(\/\*[^]*?(?:\*\/|$)|${STRING}|<!--|-->|(?:@|[:[](?!-->))?${NAME_OF_ANY}\(?|[^])?`
/** Words that are no functions, and what else means nothing: whole words, so that nothing is tried twice. */
const PLAIN = String.raw`(?!-->)${WORD}+(?!${WORD}|[(\\])|:(?!${WORD}|\\)|<(?!!--)|\/(?!\*)|[^-\w\u0080-\uffff"'\\:<\/@()[\]{};]`
/** Passed over by the browser's own search; a few hundred at a time, since it keeps a stack of them. */
const NEXT = new RegExp(`(?:${PLAIN}){0,400}${TOKEN}`, 'iy')
const NEXT_WORD = new RegExp(TOKEN, 'iy')
/** All of these match, be it nothing, and none looks at a character twice: hostile sheets are long. */
const SPACES = /[ \t\n]*/y
const UNQUOTED = new RegExp(String.raw`(?:[^()"'\\ \t\n]+|${ESCAPE})*`, 'iy')
const BAD_URL = /(?:[^)\\]+|\\[^]?)*\)?/y
/** Ends with a parenthesis that is not escaped itself. */
const OPENS_FUNCTION = /(?:^|[^\\])(?:\\\\)*\($/
/** A browser may not take every character beyond ASCII for a part of a name: what follows the last one is looked at. */
const LAST_ASCII = /[\0-\x7f]*$/
/** What an address is in, in what `rewriteCss` has written. Parts of longer names count as well. */
export const ADDRESSES = /\\|(?:url|src|image|image-set|cross-fade)\(/i
const MAY_MATTER =
  /[\\[]|\/\*|<!--|-->|@import|(?:url|src|image|image-set|cross-fade|attr|state)\(|:(?:focus|hover|active|target|visited|link|user-|defined|autofill|fullscreen|(?:in)?valid|enabled|disabled|-webkit-(?:full|auto))/i
/** What no browser asks anybody for. */
const NOBODYS = /["']?(?:#|data:)/iy
const NAME = new RegExp(String.raw`(?:[ \t\n]|\/\*[^]*?\*\/)*(@?(?:[-\w\u0080-\uffff]|${ESCAPE})+)`, 'iy')
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
/** After `:state(`. */
const STATE_NAME = new RegExp(String.raw`[ \t\n]*((?:[-\w\u0080-\uffff]+|${ESCAPE})+)[ \t\n]*\)`, 'iy')

/** `property`: `css` is a value of it, not declarations. */
export function rewriteCss(css: string, resolve: ResolveUrl, property?: string): string {
  if (!MAY_MATTER.test(css)) return css
  const text = css.replace(PREPROCESSED, (found) => (found === '\0' ? '\ufffd' : '\n'))
  return new Scanner(text, resolve, property).run()
}

/**
 * What is open: the name of the function ('' for other brackets), and what closes it; as browsers do, nothing else does.
 * `isUrl`: a string in it is an address, `isPicture`: of a picture.
 */
type Open = {
  readonly name: string
  readonly closer: string
  readonly isUrl: boolean
  readonly isPicture: boolean
}
const TOP: Open = { name: '', closer: '}', isUrl: false, isPicture: false }

class Scanner {
  readonly #css: string
  readonly #resolve: ResolveUrl
  readonly #open: Open[] = [TOP]
  #out = ''
  /** Up to here the source is in `#out`, or left out. */
  #copied = 0
  #at = 0
  /** The next of `{ ; }`, as far as it was looked for. */
  #mark = -1
  /** Where the declaration begins that this may be. */
  #statement = 0
  /** The name of the property there, looked up when `#named` is where that is. */
  #name = ''
  #named = -1
  readonly #property: string | undefined

  constructor(css: string, resolve: ResolveUrl, property: string | undefined) {
    this.#css = css
    this.#resolve = resolve
    this.#property = property
  }

  run(): string {
    while (this.#at < this.#css.length) {
      // What is in `attr()` is a word.
      const token = this.#skip(this.#inner.name === 'attr' ? NEXT_WORD : NEXT)
      this.#tokenWithMark(token, this.#at - token.length)
    }
    return this.#out + this.#css.slice(this.#copied)
  }

  /** A name with the colon or bracket right before it is two tokens. */
  #tokenWithMark(token: string, start: number): void {
    if (!/^[:[]./.test(token)) return this.#token(token, start)
    if (token.startsWith('[')) this.#begin('', ']')
    this.#token(token.slice(1), start + 1)
  }

  #token(token: string, start: number): void {
    const first = token.charCodeAt(0)
    const closer = CLOSERS[token]
    if (token === '{' || token === '}' || (token === ';' && this.#inner.closer === '}'))
      this.#statement = this.#at
    if (closer !== undefined) this.#begin('', closer)
    else if (token === ')' || token === ']' || token === '}') this.#close(token)
    else if (token.startsWith('/*')) this.#comment(token, start)
    // Marks of comments in HTML are no part of the name that follows. They mean nothing where they may stand.
    else if (token === '<!--' || token === '-->') this.#replace(start, '/**/')
    else if (first === 34 || first === 39) this.#string(token, start)
    else if (OPENS_FUNCTION.test(token)) this.#function(token, start)
    else if (first === 64) this.#atKeyword(token, start)
    else if (this.#css[start - 1] === ':') this.#pseudoClass(token, start)
    else if (this.#css[start - 1] === '[') this.#attribute(token, start)
    else if (this.#inner.name === 'attr' && isKeptAttribute(token)) this.#replace(start, keptName(token))
  }

  /** Style attributes stay as they were written; what is not closed would swallow what is put behind it. */
  #comment(token: string, start: number): void {
    if (token.length < 4 || !token.endsWith('*/')) this.#replace(start, '/**/')
  }

  get #inner(): Open {
    return this.#open.at(-1) ?? TOP
  }

  #begin(name: string, closer: string): void {
    const around = closer === '}' ? TOP : this.#inner
    const isPicture = PICTURE_FUNCTIONS.has(name)
    this.#open.push({
      name,
      closer,
      isUrl: isPicture || name === 'url' || name === 'src' || (around.isUrl && !STRINGS_ARE_WORDS.has(name)),
      isPicture: isPicture || around.isPicture,
    })
  }

  #close(closer: string): void {
    if (this.#open.length > 1 && this.#inner.closer === closer) this.#open.pop()
  }

  #replace(start: number, by: string): void {
    this.#out += this.#css.slice(this.#copied, start) + by
    this.#copied = this.#at
  }

  #string(token: string, start: number): void {
    if (!this.#inner.isUrl) return
    const closed = token.length > 1 && token.endsWith(token.charAt(0))
    this.#replace(start, this.#quoted(unescapeCss(token.slice(1, closed ? -1 : undefined))))
  }

  #function(token: string, start: number): void {
    const whole = unescapeCss(token.slice(0, -1)).toLowerCase()
    const name = LAST_ASCII.exec(whole)?.[0] ?? whole
    // An escaped spelling of a function that takes URLs is written plainly, so that what follows reads the same.
    const isPlain = name === whole
    if (name === 'state' && this.#css[start - 1] === ':' && this.#customState(start)) return
    if (name !== 'url') {
      this.#begin(name, ')')
      if (isPlain && (name === 'src' || PICTURE_FUNCTIONS.has(name))) this.#replace(start, `${name}(`)
      return
    }
    this.#skip(SPACES)
    const isWrapped = isPlain && this.#mustBePicture()
    const opening = !isPlain ? token : isWrapped ? 'image-set(' : 'url('
    const next = this.#css[this.#at]
    if (next === '"' || next === "'") {
      this.#begin(isWrapped ? 'image-set' : name, ')')
      this.#replace(start, opening)
      return
    }
    const raw = this.#skip(UNQUOTED)
    this.#skip(SPACES)
    const isGood = this.#at >= this.#css.length || this.#css[this.#at] === ')'
    const end = this.#skip(BAD_URL)
    const url = isGood ? this.#quoted(unescapeCss(raw), isWrapped) : `"${REFUSED_URL}"`
    this.#replace(start, `${opening}${url}${end.endsWith(')') ? ')' : ''}`)
  }

  /** Goes on behind what the expression matches; that, or the token in it. */
  #skip(expression: RegExp): string {
    expression.lastIndex = this.#at
    const [text = '', token = ''] = expression.exec(this.#css) ?? []
    this.#at += text.length
    return expression === NEXT ? token : text
  }

  /**
   * What a variable holds may be used for anything: an address in it becomes an `image-set`, which only pictures can be, so
   * that nothing else asks anybody for it.
   */
  #mustBePicture(): boolean {
    NOBODYS.lastIndex = this.#at
    return !NOBODYS.test(this.#css) && !this.#inner.isPicture && this.#propertyName().startsWith('--')
  }

  /** Of the declaration that this is; of an at-rule, its name. */
  #propertyName(): string {
    if (this.#property !== undefined) return this.#property
    if (this.#named !== this.#statement) {
      this.#named = this.#statement
      NAME.lastIndex = this.#statement
      this.#name = unescapeCss(NAME.exec(this.#css)?.[1] ?? '').toLowerCase()
    }
    return this.#name
  }

  #quoted(raw: string, isWrapped = false): string {
    const isPicture = isWrapped || this.#inner.isPicture || PICTURES.test(this.#propertyName())
    const url = raw.startsWith('#') ? raw : (this.#resolve(raw, isPicture) ?? REFUSED_URL)
    return `"${url.replace(/["\\\n\r\f]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`
  }

  #atKeyword(token: string, start: number): void {
    if (unescapeCss(token.slice(1)).toLowerCase() !== 'import') return
    const end = endOfStatement(this.#css, this.#at)
    this.#at = end
    // Not nothing: what is before and after must not become one name.
    this.#replace(start, '/**/')
  }

  /** Escapes mean the same in a string as in a name. */
  #customState(start: number): boolean {
    STATE_NAME.lastIndex = this.#at
    const match = STATE_NAME.exec(this.#css)
    if (match === null || !this.#isInSelector()) return false
    this.#at += match[0].length
    this.#replace(start - 1, `[${CUSTOM_MARKS.states}~="${match[1] ?? ''}"]`)
    return true
  }

  #pseudoClass(token: string, start: number): void {
    if (this.#css[start - 2] === ':') return
    const by = stateSelector(token.toLowerCase(), this.#css, start - 1)
    if (by !== undefined && this.#isInSelector()) this.#replace(start - 1, by)
  }

  #attribute(token: string, start: number): void {
    const selector = attributeSelector(token, this.#css, this.#at)
    if (selector === undefined || !this.#isInSelector()) return
    this.#at = selector.end
    this.#close(']')
    this.#replace(start - 1, selector.by)
  }

  /** `a:focus {` is a selector, `animation:focus 1s;` is not: whichever of `{ ; }` comes first tells. */
  #isInSelector(): boolean {
    if (this.#mark < this.#at) {
      MARK.lastIndex = this.#at
      this.#mark = MARK.exec(this.#css)?.index ?? this.#css.length
    }
    return this.#css[this.#mark] === '{'
  }
}

const MARK = /[{;}]/g

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
  return text.replace(/\\(?:([0-9a-f]{1,6})[ \t\n]?|(\n)|([^]?))/gi, (_all, hex, newline, char) => {
    if (typeof hex === 'string') return codePoint(Number.parseInt(hex, 16))
    return typeof newline === 'string' ? '' : String(char)
  })
}

function codePoint(code: number): string {
  return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
}
