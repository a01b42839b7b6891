/** What a URL is for decides which schemes it may have. */
export type UrlUse = 'link' | 'image' | 'media' | 'css' | 'reference'

const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:'])
const IMAGE_DATA = /^data:image\//i
/** Browsers look at the bytes of a font, and people write what they like before them. */
const CSS_DATA =
  /^data:(?:image\/|font\/|binary|n\/a|[;,]|text\/plain|application\/(?:[\w.-]*font|octet-stream))/i
/** A link that goes nowhere, for addresses that are refused: `:link` styles apply as in the page. */
export const DEAD_LINK = 'about:invalid'

/** The absolute URL, or null when its scheme is refused or it cannot be resolved. `base` is the document's. */
export function resolveUrl(raw: string, base: string, use: UrlUse): string | null {
  let url: URL
  try {
    url = new URL(raw, base)
  } catch {
    return null
  }
  if (url.protocol === 'http:' || url.protocol === 'https:')
    return (use === 'css' || use === 'reference') && isWithin(url, base) ? url.hash : url.href
  if (use === 'link') return LINK_SCHEMES.has(url.protocol) ? url.href : null
  // Of the visitor's browser: names what only it has, and loads nothing here.
  if (url.protocol === 'blob:') return use === 'image' || use === 'css' ? url.href : null
  if (url.protocol !== 'data:') return null
  const allowed = use === 'css' ? CSS_DATA : use === 'image' ? IMAGE_DATA : null
  return allowed?.test(url.href) === true ? url.href : null
}

/** Chart libraries name gradients of the page itself by its whole address; here the page has another one. */
function isWithin({ hash, origin, pathname }: URL, base: string): boolean {
  return hash !== '' && origin + pathname === base.replace(/[?#].*/s, '')
}

/** All match, be it nothing, and none looks at a character twice. */
const SEPARATORS = /[ \t\n\f\r,]*/y
const ADDRESS = /[^ \t\n\f\r]*/y
const DESCRIPTORS = /(?:[^(,]+|\([^)]*\)?)*/y

/** `srcset` with each URL resolved and checked; candidates that are refused go. After the HTML standard's parser. */
export function resolveSrcset(raw: string, base: string): string {
  const kept: string[] = []
  let at = 0
  const skip = (expression: RegExp) => {
    expression.lastIndex = at
    const text = expression.exec(raw)?.[0] ?? ''
    at += text.length
    return text
  }
  for (skip(SEPARATORS); at < raw.length; skip(SEPARATORS)) {
    const address = skip(ADDRESS)
    // A comma at the end of a URL ends the candidate; data URLs may hold commas inside.
    let end = address.length
    while (address[end - 1] === ',') end--
    const descriptors = end < address.length ? '' : skip(DESCRIPTORS).trim()
    const url = resolveUrl(address.slice(0, end), base, 'image')
    if (url !== null) kept.push(`${url.replace(/,$/, '%2C')} ${descriptors}`.trim())
  }
  return kept.join(', ')
}
