import { NAMESPACES } from '../format/index.ts'
import { admitAttribute } from './attributes.ts'
import { BOXED_ELEMENTS, HTML_ELEMENTS, MATH_ELEMENTS, SILENT_ELEMENTS, SVG_ELEMENTS } from './names.ts'

/** Elements of our own that stand where a page's element is refused (R7): unknown to browsers, so without behaviour. */
export const REFUSED = 'alongside-refused'
export const BOX = 'alongside-object'
export const PLACEHOLDER = 'alongside-placeholder'

/** Sandbox of every frame of the mirror: no scripts, no forms, no navigation of others; only we may reach in. */
export const SANDBOX = 'allow-same-origin'

const originalNames = new WeakMap<Element, string>()

/** The name that the element has in the page: what HTML for its children is to be parsed in. */
export function originalName(element: Element): string {
  return originalNames.get(element) ?? element.localName
}

/** Whether what is in this node may neither show nor load anything. */
export function isRefused(node: Node | null): boolean {
  return isElement(node) && isStandIn(node)
}

function isStandIn(element: Element): boolean {
  return element.localName === REFUSED || element.localName === BOX
}

/** Text in it is kept empty. */
export function isSilent(parent: Node | null): boolean {
  return isElement(parent) && (isStandIn(parent) || SILENT_ELEMENTS.has(parent.localName))
}

/** Nodes come from several windows: `instanceof` would not know them. */
export function isElement(node: Node | null | undefined): node is Element {
  return node?.nodeType === 1
}

/**
 * Checks an element that is not in a live document yet, and its attributes. Returns the element to use in its place:
 * itself, or a stand-in that took over its children.
 */
export function admitElement(element: Element, base: string, underRefused: boolean): Element {
  const name = element.localName
  if (underRefused || !isAllowed(element)) {
    const boxed = !underRefused && element.namespaceURI === NAMESPACES.html && BOXED_ELEMENTS.has(name)
    return standIn(element, boxed ? BOX : REFUSED)
  }
  admitAttributes(element, base)
  if (element.namespaceURI === NAMESPACES.html && (name === 'iframe' || name === 'frame'))
    element.setAttribute('sandbox', SANDBOX)
  return element
}

function isAllowed(element: Element): boolean {
  const name = element.localName
  switch (element.namespaceURI ?? '') {
    case NAMESPACES.html:
      if (name === REFUSED || name === BOX || name === PLACEHOLDER) return false
      if (HTML_ELEMENTS.has(name)) return true
      // Custom elements are never defined in the frame; names that browsers do not know have no behaviour.
      return name.includes('-') ? element.constructor === HTMLElement : element instanceof HTMLUnknownElement
    case NAMESPACES.svg:
      return SVG_ELEMENTS.has(name)
    case NAMESPACES.math:
      return MATH_ELEMENTS.has(name)
    default:
      return true
  }
}

function standIn(element: Element, name: string): Element {
  const document = element.ownerDocument
  const isForeign = element.namespaceURI === NAMESPACES.svg || element.namespaceURI === NAMESPACES.math
  const replacement = document.createElementNS(isForeign ? element.namespaceURI : NAMESPACES.html, name)
  originalNames.set(replacement, element.localName)
  if (name === BOX) copySize(element, replacement as HTMLElement)
  replacement.append(...element.childNodes)
  element.replaceWith(replacement)
  return replacement
}

function copySize(from: Element, to: HTMLElement): void {
  for (const side of ['width', 'height'] as const) {
    const size = from.getAttribute(side)?.trim() ?? ''
    if (/^\d+(?:\.\d+)?%?$/.test(size)) to.style[side] = size.endsWith('%') ? size : `${size}px`
  }
}

function admitAttributes(element: Element, base: string): void {
  const { attributes } = element
  for (let i = attributes.length - 1; i >= 0; i--) {
    const attribute = attributes.item(i)
    if (attribute === null) continue
    const value = admitAttribute(element, attribute.name, attribute.value, base)
    if (value === null) element.removeAttributeNode(attribute)
    else if (value !== attribute.value) attribute.value = value
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
    if (namespace === undefined) element.setAttribute(name, value)
    else element.setAttributeNS(namespace, name, value)
  } catch {
    // InvalidCharacterError or NamespaceError: HTML's parser accepts names that the DOM does not.
  }
}
