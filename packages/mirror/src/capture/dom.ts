import { NAMESPACES } from '../format/index.ts'
import { closedRoot, type Early } from '../early/index.ts'

/**
 * The DOM, read through accessors taken from the prototypes once. Two reasons: `<form><input name="firstChild">` shadows
 * the property of that name on the form (DOM clobbering), and frameworks put own properties on elements (React's `value`).
 * They work on nodes of any same-origin frame. Each is a literal of its own so that engines can inline it.
 */
export type Dom = ReturnType<typeof createDom>
type Getter = (this: unknown) => unknown
type Method = (this: unknown, ...args: unknown[]) => unknown

export const ELEMENT = 1
export const TEXT = 3
const CDATA = 4
export const COMMENT = 8
export const DOCUMENT = 9
export const DOCTYPE = 10
export const FRAGMENT = 11

export function isScrolled(dom: Dom, element: Element): boolean {
  return dom.scrollTop(element) !== 0 || dom.scrollLeft(element) !== 0
}

function mustGetter(prototype: object, name: string): Getter {
  return mustBe(Object.getOwnPropertyDescriptor(prototype, name), 'get', name)
}

function mustMethod(prototype: object, name: string): Method {
  return mustBe(Object.getOwnPropertyDescriptor(prototype, name), 'value', name)
}

function mustBe<Kind extends Getter | Method>(
  descriptor: PropertyDescriptor | undefined,
  kind: 'get' | 'value',
  name: string,
): Kind {
  const found: unknown = descriptor?.[kind]
  if (typeof found !== 'function') throw new Error(`This browser has no ${name}.`)
  return found as Kind
}

export function createDom(window: Window & typeof globalThis, early: Early) {
  return {
    ...nodeAccess(window),
    ...elementAccess(window, early),
    ...fieldAccess(window),
    ...mediaAccess(window),
    ...imageAccess(window),
  }
}

function nodeAccess({ Node, CharacterData, Element }: Window & typeof globalThis) {
  const namespaceURI = mustGetter(Element.prototype, 'namespaceURI')
  const nodeType = mustGetter(Node.prototype, 'nodeType')
  const nodeName = mustGetter(Node.prototype, 'nodeName')
  const firstChild = mustGetter(Node.prototype, 'firstChild')
  const nextSibling = mustGetter(Node.prototype, 'nextSibling')
  const previousSibling = mustGetter(Node.prototype, 'previousSibling')
  const parentNode = mustGetter(Node.prototype, 'parentNode')
  const isConnected = mustGetter(Node.prototype, 'isConnected')
  const ownerDocument = mustGetter(Node.prototype, 'ownerDocument')
  const textContent = mustGetter(Node.prototype, 'textContent')
  const getRootNode = mustMethod(Node.prototype, 'getRootNode')
  const contains = mustMethod(Node.prototype, 'contains')
  const data = mustGetter(CharacterData.prototype, 'data')
  const length = mustGetter(CharacterData.prototype, 'length')
  return {
    /** Sections of CDATA are texts. */
    nodeType: (node: Node) => {
      const type = nodeType.call(node) as number
      return type === CDATA ? TEXT : type
    },
    /** Upper case for HTML in XML documents as well. */
    nodeName: (node: Node) => {
      const name = nodeName.call(node) as string
      const first = name.charCodeAt(0)
      return first > 96 && first < 123 && namespaceURI.call(node) === NAMESPACES.html
        ? name.toUpperCase()
        : name
    },
    firstChild: (node: Node) => firstChild.call(node) as Node | null,
    nextSibling: (node: Node) => nextSibling.call(node) as Node | null,
    previousSibling: (node: Node) => previousSibling.call(node) as Node | null,
    parentNode: (node: Node) => parentNode.call(node) as Node | null,
    isConnected: (node: Node) => isConnected.call(node) as boolean,
    ownerDocument: (node: Node) => ownerDocument.call(node) as Document | null,
    textContent: (node: Node) => (textContent.call(node) as string | null) ?? '',
    root: (node: Node) => getRootNode.call(node) as Node,
    contains: (node: Node, other: Node) => contains.call(node, other) as boolean,
    data: (node: Node) => data.call(node) as string,
    length: (node: Node) => length.call(node) as number,
  }
}

function elementAccess({ Element }: Window & typeof globalThis, early: Early) {
  const attributes = mustGetter(Element.prototype, 'attributes')
  const namespaceURI = mustGetter(Element.prototype, 'namespaceURI')
  const localName = mustGetter(Element.prototype, 'localName')
  const prefix = mustGetter(Element.prototype, 'prefix')
  const outerHTML = mustGetter(Element.prototype, 'outerHTML')
  const shadowRoot = mustGetter(Element.prototype, 'shadowRoot')
  const firstElementChild = mustGetter(Element.prototype, 'firstElementChild')
  const nextElementSibling = mustGetter(Element.prototype, 'nextElementSibling')
  const scrollLeft = mustGetter(Element.prototype, 'scrollLeft')
  const scrollTop = mustGetter(Element.prototype, 'scrollTop')
  const getAttribute = mustMethod(Element.prototype, 'getAttribute')
  const getAttributeNames = mustMethod(Element.prototype, 'getAttributeNames')
  const removeAttribute = mustMethod(Element.prototype, 'removeAttribute')
  const matches = mustMethod(Element.prototype, 'matches')
  const closest = mustMethod(Element.prototype, 'closest')
  const querySelector = mustMethod(Element.prototype, 'querySelector')
  const querySelectorAll = mustMethod(Element.prototype, 'querySelectorAll')
  const getBoundingClientRect = mustMethod(Element.prototype, 'getBoundingClientRect')
  return {
    attributes: (element: Element) => attributes.call(element) as NamedNodeMap,
    namespace: (element: Element) => namespaceURI.call(element) as string | null,
    localName: (element: Element) => localName.call(element) as string,
    prefix: (element: Element) => prefix.call(element) as string | null,
    outerHTML: (element: Element) => outerHTML.call(element) as string,
    /** Closed ones, too, as far as they are known. */
    shadowRoot: (element: Element) =>
      (shadowRoot.call(element) as ShadowRoot | null) ?? closedRoot(early, element),
    firstElementChild: (element: Element) => firstElementChild.call(element) as Element | null,
    nextElementSibling: (element: Element) => nextElementSibling.call(element) as Element | null,
    scrollLeft: (element: Element) => scrollLeft.call(element) as number,
    scrollTop: (element: Element) => scrollTop.call(element) as number,
    attribute: (element: Element, name: string) => getAttribute.call(element, name) as string | null,
    attributeNames: (element: Element) => getAttributeNames.call(element) as string[],
    removeAttribute: (element: Element, name: string) => {
      removeAttribute.call(element, name)
    },
    matches: (element: Element, selector: string) => matches.call(element, selector) as boolean,
    closest: (element: Element, selector: string) => closest.call(element, selector) as Element | null,
    find: (element: Element, selector: string) => querySelector.call(element, selector) as Element | null,
    all: (element: Element, selector: string) =>
      querySelectorAll.call(element, selector) as NodeListOf<Element>,
    rect: (element: Element) => getBoundingClientRect.call(element) as DOMRect,
  }
}

function mediaAccess({ HTMLMediaElement }: Window & typeof globalThis) {
  const time = mustGetter(HTMLMediaElement.prototype, 'currentTime')
  const paused = mustGetter(HTMLMediaElement.prototype, 'paused')
  const rate = mustGetter(HTMLMediaElement.prototype, 'playbackRate')
  const volume = mustGetter(HTMLMediaElement.prototype, 'volume')
  const muted = mustGetter(HTMLMediaElement.prototype, 'muted')
  const source = mustGetter(HTMLMediaElement.prototype, 'srcObject')
  const address = mustGetter(HTMLMediaElement.prototype, 'currentSrc')
  return {
    media: (element: Element) => ({
      time: time.call(element) as number,
      paused: paused.call(element) as boolean,
      rate: rate.call(element) as number,
      volume: volume.call(element) as number,
      muted: muted.call(element) as boolean,
    }),
    /** What it plays is in the visitor's browser only: a stream, or what a script put together. */
    isLocalMedia: (element: Element) =>
      source.call(element) !== null || (address.call(element) as string).startsWith('blob:'),
  }
}

function imageAccess({ HTMLImageElement }: Window & typeof globalThis) {
  const complete = mustGetter(HTMLImageElement.prototype, 'complete')
  const source = mustGetter(HTMLImageElement.prototype, 'src')
  const shown = mustGetter(HTMLImageElement.prototype, 'currentSrc')
  return {
    imageIsComplete: (image: Element) => complete.call(image) as boolean,
    /** What `src` resolves to now. */
    imageSource: (image: Element) => source.call(image) as string,
    imageShown: (image: Element) => shown.call(image) as string,
  }
}

function fieldAccess(window: Window & typeof globalThis) {
  const input = window.HTMLInputElement.prototype
  const inputType = mustGetter(input, 'type')
  const inputValue = mustGetter(input, 'value')
  const inputDefault = mustGetter(input, 'defaultValue')
  const checked = mustGetter(input, 'checked')
  const defaultChecked = mustGetter(input, 'defaultChecked')
  const indeterminate = mustGetter(input, 'indeterminate')
  const files = mustGetter(input, 'files')
  const areaValue = mustGetter(window.HTMLTextAreaElement.prototype, 'value')
  const areaDefault = mustGetter(window.HTMLTextAreaElement.prototype, 'defaultValue')
  const options = mustGetter(window.HTMLSelectElement.prototype, 'options')
  const selected = mustGetter(window.HTMLOptionElement.prototype, 'selected')
  const defaultSelected = mustGetter(window.HTMLOptionElement.prototype, 'defaultSelected')
  const contentDocument = mustGetter(window.HTMLIFrameElement.prototype, 'contentDocument')
  const frameDocument = mustGetter(window.HTMLFrameElement.prototype, 'contentDocument')
  return {
    inputType: (element: Element) => inputType.call(element) as string,
    inputValue: (element: Element) => inputValue.call(element) as string,
    inputDefault: (element: Element) => inputDefault.call(element) as string,
    checked: (element: Element) => checked.call(element) as boolean,
    defaultChecked: (element: Element) => defaultChecked.call(element) as boolean,
    indeterminate: (element: Element) => indeterminate.call(element) as boolean,
    files: (element: Element) => files.call(element) as FileList | null,
    areaValue: (element: Element) => areaValue.call(element) as string,
    areaDefault: (element: Element) => areaDefault.call(element) as string,
    options: (element: Element) => options.call(element) as HTMLOptionsCollection,
    selected: (element: Element) => selected.call(element) as boolean,
    defaultSelected: (element: Element) => defaultSelected.call(element) as boolean,
    /** Null for foreign frames. */
    contentDocument: (element: Element) =>
      (element.localName === 'frame' ? frameDocument : contentDocument).call(element) as Document | null,
  }
}
