import { MIRROR_ATTRIBUTES, NAMESPACES } from '../format/index.ts'
import { rewriteCss } from './css.ts'
import { dom } from './dom.ts'
import { HTML_ATTRIBUTES, REFUSED_ATTRIBUTES } from './names.ts'
import { DEAD_LINK, resolveSrcset, resolveUrl, type UrlUse } from './urls.ts'

/** What a name means on an element: pass, drop, or check the value. Cached, for pages repeat themselves. */
type Verdict =
  | 'keep'
  | 'drop'
  | 'style'
  | 'srcset'
  | 'meta-name'
  | 'paint'
  | 'animated'
  | 'animation'
  | UrlUse
type Verdicts = Map<string, Verdict>
const byElement = new Map<string, Verdicts>()
let count = 0
/** Names come from pages; a page that invents them without end may not fill the memory. */
const MAX_VERDICTS = 20_000

const OWN_NAMES: ReadonlySet<string> = new Set(Object.values(MIRROR_ATTRIBUTES))

/**
 * The value that this attribute may have in the mirror, or null when it may not be there (rules R8 to R12).
 * `name` is the qualified name, `base` what the document's URLs resolve against.
 */
export function admitAttribute(
  element: Element,
  name: string,
  value: string,
  base: string,
  verdicts = verdictsFor(element),
): string | null {
  const verdict = verdicts.get(name) ?? decide(element, name, verdicts)
  switch (verdict) {
    case 'keep':
      return value
    case 'drop':
      return null
    case 'style':
      return rewriteCss(value, (raw) => resolveUrl(raw, base, 'css'))
    case 'paint':
      return value.includes('(') ? rewriteCss(value, (raw) => resolveUrl(raw, base, 'css'), name) : value
    case 'srcset':
      return resolveSrcset(value, base)
    case 'meta-name':
      return value.trim().toLowerCase() === 'color-scheme' ? value : null
    case 'animated':
      // With any prefix: its namespace is the page's to choose.
      return /:|^(?:href|style|target)$|^on/i.test(value.trim()) ? null : value
    case 'animation':
      // Attributes that may be animated have no addresses but in `url()`.
      if (value.replace(/\([^()]*\)/g, '').includes(':')) return null
      // What they are for is another attribute's to say.
      return rewriteCss(value, (raw, isPicture) => (isPicture ? resolveUrl(raw, base, 'css') : null), name)
    case 'link':
      // As written: sites style links by `[href=...]`, and nothing in the mirror is ever followed.
      return resolveUrl(value, base, 'link') === null ? DEAD_LINK : value
    case 'reference':
      return value.trim().startsWith('#') ? value.trim() : resolveUrl(value, base, 'reference')
    case 'image':
    case 'media':
    case 'css':
      return resolveUrl(value, base, verdict)
  }
}

/** What is known of elements of this name: read once for all attributes of an element. */
export function verdictsFor(element: Element): Verdicts {
  const key = `${dom.namespaceURI(element)} ${dom.localName(element)}`
  let verdicts = byElement.get(key)
  if (verdicts === undefined) {
    verdicts = new Map()
    if (byElement.size < MAX_VERDICTS) byElement.set(key, verdicts)
  }
  return verdicts
}

function decide(element: Element, name: string, verdicts: Verdicts): Verdict {
  const verdict = judge(element, name.toLowerCase())
  if (count++ < MAX_VERDICTS) verdicts.set(name, verdict)
  return verdict
}

function judge(element: Element, name: string): Verdict {
  if (name.startsWith('alongside-')) return OWN_NAMES.has(name) ? 'keep' : 'drop'
  if (/^on./.test(name) || REFUSED_ATTRIBUTES.has(name)) return 'drop'
  if (name === 'style') return 'style'
  return dom.namespaceURI(element) === NAMESPACES.html
    ? judgeHtml(element, name)
    : judgeForeign(element, name)
}

const IMAGE_SOURCES: ReadonlySet<string> = new Set(['img', 'input', 'image'])
const MEDIA_SOURCES: ReadonlySet<string> = new Set(['video', 'audio', 'source'])

function judgeHtml(element: Element, name: string): Verdict {
  const tag = dom.localName(element)
  switch (name) {
    case 'href':
      // On others it means nothing, but sites write it there (`<button href>`) and style by it.
      return tag === 'base' || tag === 'link' ? 'drop' : 'link'
    case 'src':
      if (IMAGE_SOURCES.has(tag)) return 'image'
      return MEDIA_SOURCES.has(tag) ? 'media' : hasMeaning(element, name) ? 'drop' : 'link'
    case 'cite':
      return 'link'
    case 'srcset':
      return tag === 'img' || tag === 'source' ? 'srcset' : 'drop'
    case 'poster':
      return tag === 'video' ? 'image' : 'drop'
    case 'background':
      return 'image'
    case 'xlink:href':
      return 'drop'
    case 'content':
      return tag === 'meta' ? 'keep' : 'drop'
    case 'name':
      // Frame names would be targets; of meta only the colour scheme counts for the picture.
      return tag === 'meta' ? 'meta-name' : tag === 'iframe' || tag === 'frame' ? 'drop' : 'keep'
    default:
      if (tag === 'base' || tag === 'link') return isGlobal(name) ? 'keep' : 'drop'
      return HTML_ATTRIBUTES.has(name) || !hasMeaning(element, name) ? 'keep' : 'drop'
  }
}

function isGlobal(name: string): boolean {
  return name === 'id' || name === 'class' || name.startsWith('data-')
}

/**
 * Whether this browser gives an attribute of that name a meaning on the element: a property that can be set reflects it.
 * Names that it does not know (frameworks' marks that style sheets select by), and those of methods and of what can only be
 * read (`prefix`), have no effect and may stay.
 */
function hasMeaning(element: Element, name: string): boolean {
  return !name.includes('-') && propertiesOf(element).has(name)
}

const propertiesByPrototype = new WeakMap<object, ReadonlySet<string>>()

function propertiesOf(element: Element): ReadonlySet<string> {
  const prototype = Object.getPrototypeOf(element) as object
  const known = propertiesByPrototype.get(prototype)
  if (known !== undefined) return known
  const names = new Set<string>()
  for (let p: object | null = prototype; p !== null; p = Object.getPrototypeOf(p) as object | null)
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(p)))
      if (property.set !== undefined) names.add(name.toLowerCase())
  propertiesByPrototype.set(prototype, names)
  return names
}

/** Presentation attributes that may name something to load. */
export const PAINT: ReadonlySet<string> = new Set([
  'fill',
  'stroke',
  'filter',
  'mask',
  'clip-path',
  'cursor',
  'marker',
  'marker-start',
  'marker-mid',
  'marker-end',
])

const ANIMATED_VALUES: ReadonlySet<string> = new Set(['values', 'from', 'to', 'by'])

/** SVG and MathML: no attribute acts but the ones named here. */
function judgeForeign(element: Element, name: string): Verdict {
  const tag = dom.localName(element)
  if (name === 'href' || name === 'xlink:href') {
    if (dom.namespaceURI(element) !== NAMESPACES.svg) return 'drop'
    return tag === 'a' ? 'link' : tag === 'image' || tag === 'feImage' ? 'image' : 'reference'
  }
  if (name === 'attributename') return 'animated'
  if (ANIMATED_VALUES.has(name)) return 'animation'
  if (name === 'src' || name === 'actiontype' || name === 'background') return 'drop'
  return PAINT.has(name) ? 'paint' : 'keep'
}
