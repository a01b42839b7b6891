import { NAMESPACES } from '../../format/index.ts'
import { dom } from '../dom.ts'
import { PAINT } from '../attributes.ts'

/**
 * What an attribute may make the browser load. `parts`: pieces of an SVG file, which become part of the document.
 * `responsive`: one of several images.
 */
export type Loads = 'image' | 'responsive' | 'media' | 'css' | 'parts'

/** All other names are null to `loadsOf`, and so are most of these. */
export const MAY_LOAD = /^(?:s[rt]|po|ba|hr|xl|fi|ma|cli|cu)/

/** Of an attribute that the allow-list has admitted. Null: it loads nothing. */
export function loadsOf(element: Element, name: string, value: string): Loads | null {
  if (name === 'style') return value.includes('(') ? 'css' : null
  if (dom.namespaceURI(element) !== NAMESPACES.html) return foreignLoads(element, name, value)
  switch (name) {
    case 'src':
      return /^(?:img|input)$/.test(element.localName) ? 'image' : 'media'
    case 'srcset':
      return 'responsive'
    case 'poster':
    case 'background':
      return 'image'
    default:
      return null
  }
}

function foreignLoads(element: Element, name: string, value: string): Loads | null {
  const localName = dom.localName(element)
  if (name === 'href' || name === 'xlink:href') {
    if (localName === 'a' || value.startsWith('#')) return null
    return localName === 'image' || localName === 'feImage' ? 'image' : 'parts'
  }
  return PAINT.has(name) && value.includes('(') ? 'css' : null
}

export type Candidate = { readonly url: string; readonly descriptor: string }

/** Candidates of a `srcset` as the allow-list writes it. */
export function candidatesOf(srcset: string): Candidate[] {
  return srcset.split(/,\s+/).map((candidate) => {
    const [url = '', descriptor = ''] = candidate.split(/\s+/, 2)
    return { url, descriptor }
  })
}

const FONT_FACE = /@font-face\s*\{[^}]*\}/gi
const FAMILY = /font-family\s*:\s*([^;}]+)/i
const QUOTED_URL = /url\("((?:[^"\\]|\\[^])*)"\)/gi

/** URLs of the fonts that a sheet declares, each with its family, in a sheet that was rewritten already. */
export function fontUrlsOf(css: string): ReadonlyMap<string, string> {
  const urls = new Map<string, string>()
  for (const [face] of css.matchAll(FONT_FACE)) {
    const family = familyName(FAMILY.exec(face)?.[1] ?? '')
    for (const [, url = ''] of face.matchAll(QUOTED_URL)) urls.set(url.split('#')[0] ?? '', family)
  }
  return urls
}

export function familyName(text: string): string {
  return text.trim().replace(/^["']|["']$/g, '')
}
