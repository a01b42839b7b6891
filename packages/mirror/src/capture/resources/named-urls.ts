import type { CaptureContext } from '../context.ts'

/** What a URL in CSS may look like, quoted or not. Texts come from the browser's own serialisation, or from sheets' sources. */
const CSS_URL =
  /(?:url|src)\(\s*(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|((?:[^)"'\\\s]|\\[^])*))\s*\)/gi
const CSS_STRING = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/g
const IMAGE_SET = /image-set\((?:[^()]|\([^()]*\))*\)/gi

/** Attributes that name one URL each. */
const URL_ATTRIBUTES = ['src', 'href', 'xlink:href', 'poster', 'background', 'data']
/** What they name is gone to, not shown. */
const LINKS: ReadonlySet<string> = new Set(['A', 'AREA', 'LINK'])
/** Attributes that may hold CSS. */
const CSS_ATTRIBUTES =
  'style fill stroke filter mask clip-path cursor marker-start marker-mid marker-end'.split(' ')

/** Whether the element itself names this URL, in an attribute that was or may be sent: nobody asks for any other. */
export function namesUrl({ dom }: CaptureContext, element: Element, url: string): boolean {
  const base = dom.ownerDocument(element)?.baseURI ?? ''
  const value = (name: string) => dom.attribute(element, name)
  const isLink = LINKS.has(dom.nodeName(element).toUpperCase())
  return (
    (!isLink && URL_ATTRIBUTES.some((name) => absolute(value(name), base) === url)) ||
    CSS_ATTRIBUTES.some((name) => cssNamesUrl(value(name) ?? '', base, url))
  )
}

/** Whether a style sheet's text names this URL. */
export function cssNamesUrl(css: string, base: string, url: string): boolean {
  for (const [, double, single, bare] of css.matchAll(CSS_URL))
    if (absolute(unescapeCss(double ?? single ?? bare ?? ''), base) === url) return true
  for (const [set] of css.matchAll(IMAGE_SET))
    for (const [, double, single] of set.matchAll(CSS_STRING))
      if (absolute(unescapeCss(double ?? single ?? ''), base) === url) return true
  return false
}

/** Without its fragment. Undefined for what is no URL. */
export function absolute(raw: string | null, base: string): string | undefined {
  if (raw === null) return undefined
  try {
    const url = new URL(raw, base)
    url.hash = ''
    return url.href
  } catch {
    return undefined
  }
}

function unescapeCss(text: string): string {
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|([^]))/gi, (_all, hex?: string, char?: string) =>
    hex === undefined ? (char ?? '') : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
  )
}
