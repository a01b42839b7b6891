import { MIRROR_ATTRIBUTES, NAMESPACES } from '../format/index.ts'
import type { Dom } from './dom.ts'

/** Attributes that never leave the page. `on*` comes on top. */
const NEVER: ReadonlySet<string> = new Set<string>([
  'nonce',
  'integrity',
  'srcdoc',
  'ping',
  'shadowrootmode',
  ...Object.values(MIRROR_ATTRIBUTES),
])

/** All that a masked element keeps: what its place and size depend on, nothing that a person reads or a server gave out. */
const STRUCTURAL: ReadonlySet<string> = new Set(
  (
    'class id type role dir hidden slot is width height align valign rows cols size colspan rowspan span border ' +
    'cellpadding cellspacing open disabled multiple readonly required contenteditable tabindex data-alongside ' +
    'viewBox preserveAspectRatio xmlns'
  ).split(' '),
)

/** Elements within a masked drawing keep no more: shapes, places and colours draw it again (a signature, a QR code). */
const IN_DRAWING: ReadonlySet<string> = new Set(['class', 'data-alongside'])

/** Per element: all that passes. `script`, `link` and `iframe` stand in the tree for `:nth-child` only. */
const ONLY: Readonly<Record<string, ReadonlySet<string>>> = {
  script: new Set(['type', 'id', 'class']),
  link: new Set(['rel', 'type', 'id', 'class']),
  style: new Set(['type', 'id', 'class']),
  meta: new Set(['name', 'charset', 'content']),
}

const META_CONTENTS: ReadonlySet<string> = new Set(['viewport', 'theme-color', 'color-scheme'])
const URL_NAMES: ReadonlySet<string> = new Set(
  'href xlink:href src action formaction data poster background cite longdesc'.split(' '),
)
const SCRIPT_URL = /^(?:javascript|vbscript):/i

/** The URL as browsers see its scheme: control characters and white space do not count. */
function withoutSpace(value: string): string {
  let text = ''
  for (let i = 0; i < value.length && text.length < 12; i++)
    if (value.charCodeAt(i) > 32) text += value[i] ?? ''
  return text
}

/** What happens to an attribute of an element that is not masked. */
type Verdict = 'keep' | 'drop' | 'address' | 'meta-content'
const verdicts = new Map<string, Map<string, Verdict>>()
/** Names come from pages; a page that invents them without end may not fill the memory. */
const MAX_NAMES = 500

/** Whether the attribute is sent as it is, unless masked: so for nearly all of them. `tag` is the nodeName. */
export function isKept(tag: string, name: string): boolean {
  return verdictFor(tag, name) === 'keep'
}

function verdictFor(tag: string, name: string): Verdict {
  let ofTag = verdicts.get(tag)
  if (ofTag === undefined) {
    ofTag = new Map<string, Verdict>()
    if (verdicts.size < MAX_NAMES) verdicts.set(tag, ofTag)
  }
  const known = ofTag.get(name)
  if (known !== undefined) return known
  const verdict = judge(tag.toLowerCase(), name.toLowerCase())
  if (ofTag.size < MAX_NAMES) ofTag.set(name, verdict)
  return verdict
}

function judge(tag: string, name: string): Verdict {
  if (NEVER.has(name) || name.startsWith('on')) return 'drop'
  const only = ONLY[tag]
  if (only !== undefined && !only.has(name)) return 'drop'
  if (tag === 'iframe' && (name === 'src' || name === 'name')) return 'drop'
  if (tag === 'meta' && name === 'content') return 'meta-content'
  return URL_NAMES.has(name) ? 'address' : 'keep'
}

/** See Masking.attribute. `name` is the qualified name. */
export function admitAttribute(
  dom: Dom,
  element: Element,
  name: string,
  value: string,
  isMasked: boolean,
): string | null {
  const verdict = verdictFor(dom.nodeName(element), name)
  if (verdict === 'drop') return null
  if (verdict === 'meta-content') return metaContent(dom, element, value)
  if (verdict === 'address' && SCRIPT_URL.test(withoutSpace(value))) return null
  if (!isMasked) return value
  const lower = name.toLowerCase()
  if (isInDrawing(dom, element) && !IN_DRAWING.has(lower)) return null
  if (lower === 'style') return structuralStyle(element)
  return (STRUCTURAL.has(name) || STRUCTURAL.has(lower)) && !value.includes('url(') ? value : null
}

function isInDrawing(dom: Dom, element: Element): boolean {
  return dom.namespace(element) === NAMESPACES.svg && dom.nodeName(element) !== 'svg'
}

function metaContent(dom: Dom, element: Element, value: string): string | null {
  return META_CONTENTS.has(dom.attribute(element, 'name')?.toLowerCase() ?? '') ? value : null
}

const STYLE_NAMES =
  /^(?:display|position|top|right|bottom|left|float|clear|width|height|(?:min|max)-(?:width|height)|margin.*|padding.*|box-sizing|overflow.*|z-index|visibility|opacity|flex-.*|order|gap|row-gap|column-gap|align-.*|justify-.*|grid-(?:template-(?:rows|columns)|auto-.*)|transform|color|background-color|border-.*-(?:width|style|color|radius)|border-radius|font-(?:size|weight|style)|line-height|text-align|white-space.*|aspect-ratio|pointer-events|cursor)$/
const STYLE_VALUE = /^(?!.*(?:url|var|attr|env|src|image|element)\()[-\w\s.%,#()/+*]*$/i
const WORDS = /^[a-z-]+$/

/**
 * An inline style cut down to layout: read from the parsed declarations, since splitting the text would be fooled by
 * strings; values may be numbers, colours and keywords.
 */
function structuralStyle(element: Element): string | null {
  const style = (element as Partial<ElementCSSInlineStyle>).style
  if (style === undefined || typeof style.getPropertyValue !== 'function') return null
  let text = ''
  for (let i = 0; i < style.length; i++) {
    const name = style.item(i)
    if (!STYLE_NAMES.test(name)) continue
    const value = style.getPropertyValue(name)
    if (!STYLE_VALUE.test(value) || (WORDS.test(value) && value.length > 24)) continue
    text += `${name}:${value}${style.getPropertyPriority(name) === '' ? '' : '!important'};`
  }
  return text === '' ? null : text
}
