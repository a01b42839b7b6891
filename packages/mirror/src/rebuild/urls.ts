/** What a URL is for decides which schemes it may have. */
export type UrlUse = 'link' | 'image' | 'media' | 'css' | 'reference'

const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:'])
const IMAGE_DATA = /^data:image\//i
const CSS_DATA =
  /^data:(?:image\/|font\/|application\/(?:x-)?font|application\/vnd\.ms-fontobject|application\/octet-stream)/i
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
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.href
  if (use === 'link') return LINK_SCHEMES.has(url.protocol) ? url.href : null
  if (url.protocol !== 'data:') return null
  const allowed = use === 'css' ? CSS_DATA : use === 'image' ? IMAGE_DATA : null
  return allowed?.test(url.href) === true ? url.href : null
}

const CANDIDATE = /[\s,]*(\S+?)(,+(?=\s|$)|\s+((?:\([^)]*\)|[^(),])*)(?:,|$)|$)/y

/** `srcset` with each URL resolved and checked; candidates that are refused go. After the HTML standard's parser. */
export function resolveSrcset(raw: string, base: string): string {
  const kept: string[] = []
  CANDIDATE.lastIndex = 0
  for (
    let match = CANDIDATE.exec(raw);
    match !== null && match[1] !== undefined;
    match = CANDIDATE.exec(raw)
  ) {
    const url = resolveUrl(match[1], base, 'image')
    // A comma at the end of a URL would end the candidate; data URLs may hold commas inside.
    if (url !== null) kept.push(`${url.replace(/,$/, '%2C')} ${match[3]?.trim() ?? ''}`.trim())
    if (CANDIDATE.lastIndex >= raw.length) break
  }
  return kept.join(', ')
}
