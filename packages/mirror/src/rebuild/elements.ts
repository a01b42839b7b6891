import { MIRROR_ATTRIBUTES, NAMESPACES } from '../format/index.ts'
import { admitAttribute, verdictsFor } from './attributes.ts'
import { dom, moveChildren } from './dom.ts'
import { BOXED_ELEMENTS, HTML_ELEMENTS, MATH_ELEMENTS, SILENT_ELEMENTS, SVG_ELEMENTS } from './names.ts'
import { isKeptAttribute, isWrittenKept, keptName } from './selectors.ts'
import { DEAD_LINK } from './urls.ts'

/** Elements of our own that stand where a page's element is refused (R7): unknown to browsers, so without behaviour. */
export const REFUSED = 'alongside-refused'
export const BOX = 'alongside-object'
export const DEEP = 'alongside-deep'
export const PLACEHOLDER = 'alongside-placeholder'

/** Sandbox of every frame of the mirror: no scripts, no forms, no navigation of others; only we may reach in. */
export const SANDBOX = 'allow-same-origin'

const originalNames = new WeakMap<Element, string>()

/** The name that the element has in the page: what HTML for its children is to be parsed in. */
export function originalName(element: Element): string {
  return originalNames.get(element) ?? dom.localName(element)
}

/** Whether what is in this node may neither show nor load anything. */
export function isRefused(node: Node | null): boolean {
  return isElement(node) && isStandIn(node)
}

function isStandIn(element: Element): boolean {
  const name = dom.localName(element)
  return name === REFUSED || name === BOX || name === DEEP
}

/** Text in it is kept empty. */
export function isSilent(parent: Node | null): boolean {
  return isElement(parent) && (isStandIn(parent) || SILENT_ELEMENTS.has(dom.localName(parent)))
}

/** Nodes come from several windows: `instanceof` would not know them. */
export function isElement(node: Node | null | undefined): node is Element {
  return node !== null && node !== undefined && dom.nodeType(node) === 1
}

/**
 * Checks an element that is not in a live document yet, and its attributes. Returns the element to use in its place:
 * itself, or a stand-in that took over its children.
 */
export function admitElement(element: Element, base: string, underRefused: boolean): Element {
  const name = dom.localName(element)
  const isHtml = dom.namespaceURI(element) === NAMESPACES.html
  if (underRefused || !isAllowed(element)) {
    const boxed = !underRefused && isHtml && BOXED_ELEMENTS.has(name)
    return standIn(element, boxed ? BOX : REFUSED)
  }
  admitAttributes(element, base)
  if (isHtml && FRAMES.has(name)) dom.setAttribute(element, 'sandbox', SANDBOX)
  return element
}

function isAllowed(element: Element): boolean {
  const name = dom.localName(element)
  switch (dom.namespaceURI(element) ?? '') {
    case NAMESPACES.html:
      if (isStandIn(element) || name === PLACEHOLDER || BOXED_ELEMENTS.has(name)) return false
      if (HTML_ELEMENTS.has(name)) return true
      // Custom elements are never defined in the frame; names that browsers do not know have no behaviour.
      return name.includes('-')
        ? Object.getPrototypeOf(element) === HTMLElement.prototype
        : element instanceof HTMLUnknownElement
    case NAMESPACES.svg:
      return SVG_ELEMENTS.has(name) || Object.getPrototypeOf(element) === SVGElement.prototype
    case NAMESPACES.math:
      return MATH_ELEMENTS.has(name)
    default:
      return true
  }
}

function standIn(element: Element, name: string): Element {
  const document = dom.ownerDocument(element) as Document
  const namespace = dom.namespaceURI(element)
  const isForeign = namespace === NAMESPACES.svg || namespace === NAMESPACES.math
  const replacement = document.createElementNS(isForeign ? namespace : NAMESPACES.html, name)
  originalNames.set(replacement, dom.localName(element))
  if (name === BOX) copySize(element, replacement as HTMLElement)
  // What styles select by most.
  for (const mark of ['id', 'class']) {
    const value = dom.getAttribute(element, mark)
    if (value !== null) dom.setAttribute(replacement, mark, value)
  }
  moveChildren(element, replacement)
  const parent = dom.parentNode(element)
  if (parent !== null) dom.replaceChild(parent, replacement, element)
  return replacement
}

/**
 * Stands for an element that is nested too deep to be shown. What is in it has no place in the layout, whatever styles say: it
 * is in no slot.
 */
export function deepStandIn(element: Element): Element {
  const replacement = standIn(element, DEEP)
  if (dom.namespaceURI(replacement) === NAMESPACES.html)
    replacement.attachShadow({ mode: 'closed' }).textContent = 'Nested too deep to be shown'
  return replacement
}

/** The size that capture measured. */
export function setBoxSize(box: Element, size: string | null | undefined): boolean {
  const [width, height] = (size ?? '').split(' ').map(Number)
  if (dom.localName(box) !== BOX || width === undefined || height === undefined) return false
  if (!(width >= 0 && height >= 0)) return false
  Object.assign((box as HTMLElement).style, {
    boxSizing: 'border-box',
    width: `${width}px`,
    height: `${height}px`,
  })
  return true
}

function copySize(from: Element, to: HTMLElement): void {
  if (setBoxSize(to, dom.getAttribute(from, MIRROR_ATTRIBUTES.size))) return
  for (const side of ['width', 'height'] as const) {
    const size = dom.getAttribute(from, side)?.trim() ?? ''
    if (/^\d+(?:\.\d+)?%?$/.test(size)) to.style[side] = size.endsWith('%') ? size : `${size}px`
  }
}

function admitAttributes(element: Element, base: string): void {
  const attributes = dom.attributes(element)
  const verdicts = verdictsFor(element)
  for (let i = attributes.length; i-- > 0;) {
    const attribute = attributes.item(i)
    if (attribute === null) continue
    const { name, value: written } = attribute
    const value = admitAttribute(element, name, written, base, verdicts)
    if (value === written) continue
    keepWritten(element, name, written, value)
    if (value === null) dom.removeAttributeNode(element, attribute)
    else attribute.value = value
  }
}

const ATTRIBUTE_NAMESPACES: Readonly<Record<string, string>> = {
  xlink: 'http://www.w3.org/1999/xlink',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
}

/** Sets an attribute by its qualified name. Names that cannot be set (`@click`, ...) have no effect anyway. */
export function setAttribute(element: Element, name: string, value: string): void {
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : name === 'xmlns' ? name : ''
  const namespace = ATTRIBUTE_NAMESPACES[prefix]
  try {
    if (namespace === undefined) dom.setAttribute(element, name, value)
    else dom.setAttributeNS(element, namespace, name, value)
  } catch {
    // InvalidCharacterError or NamespaceError: HTML's parser accepts names that the DOM does not.
  }
}

/** Nobody styles them. */
const UNSEEN: ReadonlySet<string> = new Set(['base', 'link', 'meta'])
const FRAMES: ReadonlySet<string> = new Set(['iframe', 'frame'])
const RUNS = /script|data\s*:|:\/\/|%3a|[<>\\\t\n\r]/i

/** Keeps what the page wrote as long as it differs from what stands: for selectors only. */
export function keepWritten(
  element: Element,
  name: string,
  written: string | null,
  admitted: string | null,
): void {
  if (!isWrittenKept(name) || UNSEEN.has(dom.localName(element))) return
  const isFrame = FRAMES.has(dom.localName(element))
  const isGone = admitted === null ? !isKeptAttribute(name) && !isFrame : admitted.includes(DEAD_LINK)
  // It has no effect there, but what is refused for its scheme need not stand anywhere.
  const isRefused = RUNS.test(isFrame ? (written ?? '').replace(/^https?:\/\//, '') : (written ?? ''))
  if (written === null || written === admitted || isGone || isRefused)
    dom.removeAttribute(element, keptName(name))
  else dom.setAttribute(element, keptName(name), written)
}
