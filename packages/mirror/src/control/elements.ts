import { isHtml } from './natives.ts'
import type { Realm } from './natives.ts'

/*
 * What kind of thing a node is. By names and not by `instanceof`: nodes come from the realms of several frames.
 */

export function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

export function isDocument(node: Node): node is Document {
  return node.nodeType === 9
}

function isNamed(element: Element, name: string): boolean {
  return isHtml(element) && element.localName === name
}

export const isInput = (element: Element): element is HTMLInputElement => isNamed(element, 'input')
export const isTextArea = (element: Element): element is HTMLTextAreaElement => isNamed(element, 'textarea')
export const isSelect = (element: Element): element is HTMLSelectElement => isNamed(element, 'select')
export const isForm = (element: Element): element is HTMLFormElement => isNamed(element, 'form')
export const isLabel = (element: Element): element is HTMLLabelElement => isNamed(element, 'label')
const isButton = (element: Element): element is HTMLButtonElement => isNamed(element, 'button')
export const isLink = (element: Element): boolean => element.localName === 'a' && element.hasAttribute('href')
const isSummary = (element: Element): boolean => isNamed(element, 'summary')
export const isFrame = (element: Element): element is HTMLIFrameElement => isNamed(element, 'iframe')

const TEXT_TYPES: ReadonlySet<string> = new Set([
  'text',
  'search',
  'url',
  'tel',
  'email',
  'password',
  'number',
])
const BUTTON_TYPES: ReadonlySet<string> = new Set(['button', 'submit', 'reset', 'image'])
const VALUE_TYPES: ReadonlySet<string> = new Set([
  'range',
  'date',
  'time',
  'datetime-local',
  'month',
  'week',
  'color',
  'number',
])

export type TextField = HTMLInputElement | HTMLTextAreaElement

export function isTextField(element: Element): element is TextField {
  return isTextArea(element) || (isInput(element) && TEXT_TYPES.has(element.type))
}

/** By the attribute: what one browser has no type for (`month` in Firefox) is a text field there and a picker elsewhere. */
export function isValueField(element: Element): element is HTMLInputElement {
  return isInput(element) && VALUE_TYPES.has(element.getAttribute('type')?.toLowerCase() ?? '')
}

export function isCheckable(element: Element): element is HTMLInputElement {
  return isInput(element) && (element.type === 'checkbox' || element.type === 'radio')
}

/** What Enter and Space press. */
export function isPressable(element: Element): boolean {
  return isButton(element) || isSummary(element) || (isInput(element) && BUTTON_TYPES.has(element.type))
}

export function isSubmitButton(element: Element): element is HTMLButtonElement | HTMLInputElement {
  if (isButton(element)) return element.type === 'submit'
  return isInput(element) && (element.type === 'submit' || element.type === 'image')
}

/** The outermost element that is edited together with this one; undefined when it is not editable. */
export function editingHost(element: Element): HTMLElement | undefined {
  if (!isHtml(element) || !element.isContentEditable) return undefined
  let host: HTMLElement = element
  while (host.parentElement?.isContentEditable === true) host = host.parentElement
  return host
}

/** Parent as composed events see it: out of a shadow root to its host. Ends at the document. */
function composedParent(node: Node): Node | null {
  if (node.parentNode !== null) return node.parentNode
  return 'host' in node ? (node as ShadowRoot).host : null
}

/** The node itself, then its composed ancestors. */
function* composedPath(node: Node): Generator<Node> {
  for (let at: Node | null = node; at !== null; at = composedParent(at)) yield at
}

export function composedElements(node: Node): Element[] {
  return [...composedPath(node)].filter(isElement)
}

export function composedContains(ancestor: Node, node: Node): boolean {
  for (const at of composedPath(node)) if (at === ancestor) return true
  return false
}

export function realmOf(node: Node): Realm {
  const document = isDocument(node) ? node : node.ownerDocument
  const realm = document?.defaultView
  if (realm === null || realm === undefined) throw new Error('the node has no window')
  return realm
}

/** The focused element under this document, through open shadow roots and same-origin frames; its body when none is. */
export function deepActiveElement(document: Document): Element {
  let active: Element = document.activeElement ?? document.body ?? document.documentElement
  for (;;) {
    const inner: Element | null | undefined =
      active.shadowRoot?.activeElement ?? (isFrame(active) ? innerActive(active) : undefined)
    if (inner === null || inner === undefined) return active
    active = inner
  }
}

function innerActive(frame: HTMLIFrameElement): Element | null | undefined {
  const document = frame.contentDocument
  return document?.activeElement ?? document?.body
}

/** Elements by a selector that older browsers do not know; none in those. */
export function queryIfKnown<E extends Element>(document: Document, selector: string): E[] {
  try {
    return Array.from(document.querySelectorAll<E>(selector))
  } catch {
    return []
  }
}
