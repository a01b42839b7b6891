import { MIRROR_ATTRIBUTES, NAMESPACES } from '../format/index.ts'
import { maskCards } from './card-numbers.ts'
import type { Dom } from './dom.ts'
import { quietNames, STATE, STATES, structuralStyle } from './masked-look.ts'
import { baseWithoutQuery } from './redact-url.ts'
import { shownSource } from './shown-source.ts'
import { shownStyle } from './shown-style.ts'

/** Attributes that never leave the page. `on*` comes on top. */
const NEVER: ReadonlySet<string> = new Set<string>([
  'nonce',
  'integrity',
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
  // Pages add to Object.prototype.
  __proto__: null as never,
  script: new Set(['type', 'id', 'class']),
  link: new Set(['rel', 'type', 'id', 'class']),
  style: new Set(['type', 'id', 'class']),
  meta: new Set(['name', 'charset', 'content']),
}

const META_CONTENTS: ReadonlySet<string> = new Set(['viewport', 'theme-color', 'color-scheme'])
const URL_NAMES: ReadonlySet<string> = new Set(
  'href xlink:href src action formaction data poster background cite longdesc'.split(' '),
)
/** Attributes that people read, or that hold what they would read. */
const READABLE = /^(?:title|alt|placeholder|value|label|summary|abbr|content|aria-.+|data-.+)$/
/** Stands for every link that runs a script; the rebuild makes a dead link of it. */
const SCRIPT_LINK = 'javascript:'
/** Of what a frame shows styles see this much: not what stands behind a question mark, and no content. */
const FRAME_ADDRESS = /^(?:https?:|about:|[^<:]+$)/i
const SCRIPT_URL = /^(?:javascript|vbscript):/i

/** The URL as browsers see its scheme: control characters and white space do not count. */
function withoutSpace(value: string): string {
  let text = ''
  for (let i = 0; i < value.length && text.length < 12; i++)
    if (value.charCodeAt(i) > 32) text += value[i] ?? ''
  return text
}

/** What happens to an attribute of an element that is not masked. */
type Verdict = 'keep' | 'style' | 'frame' | 'content' | 'readable' | 'drop' | 'address' | 'meta-content'
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
  if (NEVER.has(name) || /^on./.test(name)) return 'drop'
  const only = ONLY[tag]
  if (only !== undefined && !only.has(name)) return 'drop'
  if (name === 'srcdoc') return 'content'
  if (name === 'src' && (tag === 'iframe' || tag === 'frame')) return 'frame'
  if (tag === 'meta' && name === 'content') return 'meta-content'
  if (URL_NAMES.has(name)) return 'address'
  if (name === 'style') return 'style'
  return READABLE.test(name) ? 'readable' : 'keep'
}

/**
 * How much of an element's attributes shows. `masked`: it is the outermost masked element, whose place and size the site gave.
 * `inner`: it is within a masked part. `veiled`: see Privacy.
 */
export type View = 'all' | 'masked' | 'inner' | 'veiled'

/** See Masking.attribute. `name` is the qualified name. */
export function admitAttribute(
  dom: Dom,
  element: Element,
  name: string,
  value: string,
  view: View,
): string | null {
  const verdict = verdictFor(dom.nodeName(element), name)
  if (verdict === 'drop') return null
  if (verdict === 'meta-content') return metaContent(dom, element, value)
  // That it is a link shows (`:any-link`, `a:not([href])`); what it would run does not leave the page.
  if (verdict === 'address' && SCRIPT_URL.test(withoutSpace(value))) {
    if (name !== 'href' || view !== 'all') return null
    return SCRIPT_LINK
  }
  const lower = name.toLowerCase()
  if (view === 'all' && verdict === 'content') return ''
  if (view === 'all' && verdict === 'frame') return FRAME_ADDRESS.test(value) ? baseWithoutQuery(value) : ''
  if (view === 'all' && name === 'src') return shownSource(dom, element) ?? value
  if (view === 'all' && verdict === 'style') return shownStyle(dom, element, value) ?? value
  if (view === 'all') return verdict === 'readable' ? maskCards(value) : value
  // That there is one moves labels (`:placeholder-shown`).
  if (lower === 'placeholder') return value === '' ? '' : ' '
  const isPart = isInDrawing(dom, element)
  if (view === 'veiled') {
    if (isPart && verdict !== 'readable') return localReference(lower, value)
    if (STATES.has(lower)) return STATE.test(value) ? value : null
  }
  if (isPart && view !== 'veiled' && !IN_DRAWING.has(lower)) return null
  if (lower === 'style') return structuralStyle(element, view)
  if (!(STRUCTURAL.has(name) || STRUCTURAL.has(lower)) || value.includes('url(')) return null
  return view !== 'veiled' && (lower === 'class' || lower === 'id') ? quietNames(value) : value
}

/** Shapes of drawings show in a page that is private by default, so that icons stay; what they point to must be in them. */
function localReference(name: string, value: string): string | null {
  if (name === 'href' || name === 'xlink:href') return value.startsWith('#') ? value : null
  return /url\((?!\s*['"]?#)/i.test(value) || name === 'style' ? null : value
}

function isInDrawing(dom: Dom, element: Element): boolean {
  return dom.namespace(element) === NAMESPACES.svg && dom.nodeName(element) !== 'svg'
}

function metaContent(dom: Dom, element: Element, value: string): string | null {
  return META_CONTENTS.has(dom.attribute(element, 'name')?.toLowerCase() ?? '') ? value : null
}
