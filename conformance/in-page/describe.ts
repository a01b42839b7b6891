import { dom, media } from './natives.ts'
import { attributeOf, hasContent, nameOf, type Reading, withoutUrls } from './normalise.ts'
import { PROPERTIES, PSEUDO_PROPERTIES } from './properties.ts'
import { documentIn, shadowRootOf } from './shadow-roots.ts'

/** Lines that go in full; what comes after them goes as one hash. */
const MAX_LINES = 4000
/** Elements whose computed style is compared: all of the first ones, then every so many. */
const STYLED_ELEMENTS = 400
const STYLED_EVERY = 50
const LONG_TEXT = 300
const BOX = / @[-\d.e ]+$/

let described: (Node | null)[] = []

/**
 * A document as lines of text, one a node, indented by depth: names, attributes, texts, properties, scroll positions,
 * boxes, and a hash of the computed style; shadow trees and documents of frames within. Equal pages have equal lines.
 */
export function describe(root: Document, reading: Reading): string {
  const lines: string[] = []
  described = []
  let rest = 0
  let elements = 0
  const pending: { node: Node; depth: number; as: 'node' | 'shadow' | 'frame' }[] = [
    { node: root, depth: 0, as: 'node' },
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth, as } = next
    const isStyled =
      dom.nodeType(node) === 1 && (elements++ < STYLED_ELEMENTS || elements % STYLED_EVERY === 0)
    const line = lineOf(node, as, reading, isStyled)
    if (lines.length < MAX_LINES) {
      lines.push(' '.repeat(Math.min(depth, 60)) + line)
      described.push(node)
    } else rest = hash(line.replace(BOX, ''), rest)
    const inner = innerOf(node, depth + 1, reading)
    for (let i = inner.length - 1; i >= 0; i--) pending.push(inner[i] as (typeof inner)[number])
  }
  if (rest !== 0) lines.push(`and more (${rest})`)
  return lines.join('\n')
}

/** The styles of a line of the last description, one `name: value` a line. */
export function detail(line: number): string {
  const node = described[line]
  if (node === null || node === undefined || dom.nodeType(node) !== 1) return ''
  return stylesOf(node as Element).join('\n')
}

type Inner = { node: Node; depth: number; as: 'node' | 'shadow' | 'frame' }

function innerOf(node: Node, depth: number, reading: Reading): Inner[] {
  const inner: Inner[] = []
  const name = dom.nodeName(node) ?? ''
  if (dom.nodeType(node) === 1) {
    const shadow = shadowRootOf(node as Element)
    if (shadow !== null) inner.push({ node: shadow, depth, as: 'shadow' })
    const inside = documentIn(node as Element)
    if (inside !== null && !isForeign(inside, reading)) inner.push({ node: inside, depth, as: 'frame' })
    // Rule: rrweb gives text areas their value and no text.
    if (reading.peer === 'rrweb' && name === 'TEXTAREA') return inner
    if (!hasContent(name) || (reading.isMirror && name.startsWith('ALONGSIDE-'))) return inner
  }
  for (
    let child = dom.firstChild(node);
    child !== null && child !== undefined;
    child = dom.nextSibling(child)
  ) {
    const type = dom.nodeType(child)
    // Rule: doctypes count by the document's mode, processing instructions not at all.
    if ((type === 1 || type === 3 || type === 4 || type === 8) && !reading.isOwn(child))
      inner.push({ node: child, depth, as: 'node' })
  }
  return inner
}

/** A document in a mirror's frame that stands for one which cannot be read. */
function isForeign(document: Document, { isMirror, isOwn }: Reading): boolean {
  return isMirror && isOwn(document)
}

function lineOf(node: Node, as: Inner['as'], reading: Reading, isStyled: boolean): string {
  switch (dom.nodeType(node)) {
    case 3:
    case 4:
      return `"${shorten(escape(dom.data(node) ?? ''))}"`
    case 8:
      // Rule: of comments only that they are there.
      return '<!-- -->'
    case 9:
      return `#document ${as === 'frame' ? 'in frame ' : ''}${dom.compatMode(node) ?? ''}${scrollOf(dom.scrollingElement(node) ?? null)}`
    case 11:
      return '#shadow'
    case undefined:
    default:
      return elementLine(node as Element, reading, isStyled)
  }
}

function elementLine(element: Element, reading: Reading, isStyled: boolean): string {
  const name = nameOf(element, reading)
  const isShown =
    name === 'IFRAME' || (hasContent(dom.nodeName(element) ?? '') && hasContent(name.toUpperCase()))
  const state = stateOf(element, name, reading)
  const style = isStyled && isShown ? ` ~${hashOf(stylesOf(element)).toString(36)}${boxOf(element)}` : ''
  return `<${name}${attributesOf(element, reading)}>${state}${style}`
}

function attributesOf(element: Element, reading: Reading): string {
  const map = dom.attributes(element)
  const found: string[] = []
  for (let i = 0, count = map === undefined ? 0 : (dom.attributeCount(map) ?? 0); i < count; i++) {
    const attribute = map === undefined ? null : dom.attributeAt(map, i)
    if (attribute === null || attribute === undefined) continue
    const name = dom.attributeName(attribute) ?? ''
    const value = attributeOf(element, name, dom.attributeValue(attribute) ?? '', reading)
    if (value !== null) found.push(`${name}="${shorten(escape(value))}"`)
  }
  found.sort()
  return found.length === 0 ? '' : ` ${found.join(' ')}`
}

/** What attributes do not show. */
function stateOf(element: Element, name: string, reading: Reading): string {
  const found: string[] = []
  const is = (selector: string) => {
    try {
      return dom.matches(element, selector) === true
    } catch {
      return false
    }
  }
  switch (name) {
    case 'INPUT': {
      const { type, value, checked, indeterminate } = element as HTMLInputElement
      // Rule: of these values nothing is sent (masking rule K1).
      if (type !== 'password' && type !== 'hidden' && type !== 'file')
        found.push(`value=${shorten(escape(value))}`)
      if (type === 'file') found.push(`files=${filesOf(element as HTMLInputElement)}`)
      if (type === 'checkbox' || type === 'radio')
        found.push(`checked=${checked} indeterminate=${indeterminate}`)
      break
    }
    case 'TEXTAREA':
      found.push(`value=${shorten(escape((element as HTMLTextAreaElement).value))}`)
      break
    case 'SELECT':
      found.push(`selected=${selectedOf(element as HTMLSelectElement)}`)
      break
    case 'IMG':
      found.push(`${dom.naturalWidth(element)}x${dom.naturalHeight(element)}`)
      break
    case 'SLOT':
      found.push(`assigned=${dom.assigned(element)?.length ?? 0}`)
      break
    case 'DIALOG':
      found.push(`open=${(element as HTMLDialogElement).open} modal=${is(':modal')}`)
      break
    case 'DETAILS':
      found.push(`open=${(element as HTMLDetailsElement).open}`)
      break
    case 'VIDEO':
    case 'AUDIO':
      // Rule: ours never sounds, whatever the page does.
      if (reading.peer === 'rrweb') found.push(`muted=${media.muted(element)}`)
      found.push(`volume=${(element as HTMLMediaElement).volume}`)
      break
  }
  if (is(':popover-open') && !(reading.isMirror && is('[alongside-fullscreen]'))) found.push('popover-open')
  // Rule: a mirror never has focus itself; ours says by a mark where the page's is. rrweb does not claim to show it.
  if (
    reading.peer === 'alongside' &&
    (reading.isMirror ? element.hasAttribute('alongside-focus') : isFocused(element, is))
  )
    found.push('focused')
  return (found.length === 0 ? '' : ` {${found.join(' ')}}`) + scrollOf(element)
}

/** Innermost: hosts and frames around it match as well. */
function isFocused(element: Element, is: (selector: string) => boolean): boolean {
  if (!is(':focus')) return false
  const shadow = shadowRootOf(element)
  if (shadow !== null && shadow.activeElement !== null) return false
  return documentIn(element) === null
}

function filesOf({ files }: HTMLInputElement): string {
  const names: string[] = []
  for (let i = 0; i < (files?.length ?? 0); i++) names.push(files?.item(i)?.name ?? '')
  return names.join(',')
}

function selectedOf(select: HTMLSelectElement): string {
  const found: number[] = []
  const { options } = select
  for (let i = 0; i < options.length; i++) if (options[i]?.selected === true) found.push(i)
  return found.join(',')
}

function scrollOf(element: Element | null): string {
  if (element === null) return ''
  const x = Math.round(dom.scrollLeft(element) ?? 0)
  const y = Math.round(dom.scrollTop(element) ?? 0)
  return x === 0 && y === 0 ? '' : ` scroll=${x},${y}`
}

function stylesOf(element: Element): string[] {
  const found: string[] = []
  const view = dom.defaultView(dom.ownerDocument(element) ?? document)
  if (view === null || view === undefined) return found
  const style = view.getComputedStyle(element)
  for (let i = 0; i < PROPERTIES.length; i++) {
    const name = PROPERTIES[i] ?? ''
    // Rule: a frame without scripts has no canvases; ours stand there as pictures. What they show is compared as pixels.
    if (name === 'content' && dom.nodeName(element) === 'CANVAS') continue
    const value = isAutoMargin(element, name) ? 'auto' : style.getPropertyValue(name)
    found.push(`${name}: ${computedValue(view, name, value)}`)
  }
  const pseudos = ['::before', '::after']
  for (let p = 0; p < pseudos.length; p++) {
    const pseudo = view.getComputedStyle(element, pseudos[p])
    if (pseudo.content === 'none' || pseudo.content === 'normal') continue
    for (let i = 0; i < PSEUDO_PROPERTIES.length; i++) {
      const name = PSEUDO_PROPERTIES[i] ?? ''
      found.push(`${pseudos[p]} ${name}: ${withoutUrls(pseudo.getPropertyValue(name))}`)
    }
  }
  return found
}

/** Apart from the styles: boxes are equal to a tenth of a pixel, not to what rounding makes of that. */
function boxOf(element: Element): string {
  const { x, y, width, height } = dom.box(element) ?? { x: 0, y: 0, width: 0, height: 0 }
  return ` @${round(x)} ${round(y)} ${round(width)} ${round(height)}`
}

/**
 * Rule: what an automatic margin comes to shows in the box; Chromium sometimes says 0 for it, depending on how often it has
 * laid out the page.
 */
function isAutoMargin(element: Element, name: string): boolean {
  if (!name.startsWith('margin-')) return false
  return dom.styleMap(element)?.get(name)?.toString() === 'auto'
}

function computedValue(view: Window, name: string, value: string): string {
  // Rule: of the schemes that a page offers, a mirror has only the one that the visitor's browser has chosen.
  if (name === 'color-scheme' && value.includes('light') && value.includes('dark'))
    return view.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  return withoutUrls(value)
}

const round = (value: number) => Math.round(value * 100) / 100

/** Control characters and line ends made visible: a description is lines of text. */
function escape(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f"\\]/g, (c) => `\\${c.charCodeAt(0).toString(16)}`)
}

function shorten(text: string): string {
  if (text.length <= LONG_TEXT) return text
  return `${text.slice(0, 100)}...${text.length} (${hash(text, 0).toString(36)})`
}

function hashOf(parts: readonly string[]): number {
  let value = 0
  for (let i = 0; i < parts.length; i++) value = hash(parts[i] ?? '', value)
  return value
}

/** FNV-1a with 32 bits. */
function hash(text: string, seed: number): number {
  let value = (2166136261 ^ seed) >>> 0
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0
  return value
}
