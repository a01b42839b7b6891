import { NAMESPACES } from '../format/index.ts'
import { closedRoot, type Early } from '../early/index.ts'
import { Natives } from './natives.ts'

/**
 * The DOM, read through accessors taken from the prototypes once. Two reasons: `<form><input name="firstChild">` shadows
 * the property of that name on the form (DOM clobbering), and frameworks put own properties on elements (React's `value`).
 * They work on nodes of any same-origin frame. Each is a literal of its own so that engines can inline it.
 */
export type Dom = ReturnType<typeof createDom>

export const ELEMENT = 1
export const TEXT = 3
const CDATA = 4
export const COMMENT = 8
export const DOCUMENT = 9
export const DOCTYPE = 10
export const FRAGMENT = 11

export function createDom(window: Window & typeof globalThis, early: Early) {
  const natives = new Natives(window)
  try {
    return {
      ...nodeAccess(window, natives),
      ...elementAccess(window, natives, early),
      ...fieldAccess(window, natives),
      ...mediaAccess(window, natives),
      ...imageAccess(window, natives),
      ...counting(window, natives),
    }
  } finally {
    natives.end()
  }
}

function nodeAccess(
  { Node, CharacterData, Document, Element }: Window & typeof globalThis,
  natives: Natives,
) {
  const namespaceURI = natives.getter(Element.prototype, 'namespaceURI')
  const nodeType = natives.getter(Node.prototype, 'nodeType')
  const nodeName = natives.getter(Node.prototype, 'nodeName')
  const firstChild = natives.getter(Node.prototype, 'firstChild')
  const nextSibling = natives.getter(Node.prototype, 'nextSibling')
  const previousSibling = natives.getter(Node.prototype, 'previousSibling')
  const parentNode = natives.getter(Node.prototype, 'parentNode')
  const isConnected = natives.getter(Node.prototype, 'isConnected')
  const ownerDocument = natives.getter(Node.prototype, 'ownerDocument')
  const textContent = natives.getter(Node.prototype, 'textContent')
  const importNode = natives.method(Document.prototype, 'importNode')
  const createElement = natives.method(Document.prototype, 'createElement')
  const createComment = natives.method(Document.prototype, 'createComment')
  const insertBefore = natives.method(Node.prototype, 'insertBefore')
  const getRootNode = natives.method(Node.prototype, 'getRootNode')
  const contains = natives.method(Node.prototype, 'contains')
  const data = natives.getter(CharacterData.prototype, 'data')
  const length = natives.getter(CharacterData.prototype, 'length')
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
      // Doctypes and processing instructions have such names as well, but no namespace.
      const isLower = first > 96 && first < 123 && nodeType.call(node) === ELEMENT
      return isLower && namespaceURI.call(node) === NAMESPACES.html ? name.toUpperCase() : name
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
    // In documents of our own:
    copy: (document: Document, node: Node) => importNode.call(document, node, true) as Node,
    createElement: (document: Document, name: string) => createElement.call(document, name) as HTMLElement,
    createComment: (document: Document, data: string) => createComment.call(document, data) as Comment,
    insert: (parent: Node, node: Node, before: Node | null) => {
      insertBefore.call(parent, node, before)
    },
  }
}

function elementAccess({ Element }: Window & typeof globalThis, natives: Natives, early: Early) {
  const attributes = natives.getter(Element.prototype, 'attributes')
  const namespaceURI = natives.getter(Element.prototype, 'namespaceURI')
  const localName = natives.getter(Element.prototype, 'localName')
  const prefix = natives.getter(Element.prototype, 'prefix')
  const outerHTML = natives.getter(Element.prototype, 'outerHTML')
  const shadowRoot = natives.getter(Element.prototype, 'shadowRoot')
  const firstElementChild = natives.getter(Element.prototype, 'firstElementChild')
  const nextElementSibling = natives.getter(Element.prototype, 'nextElementSibling')
  const scrollLeft = natives.getter(Element.prototype, 'scrollLeft')
  const scrollTop = natives.getter(Element.prototype, 'scrollTop')
  const getAttribute = natives.method(Element.prototype, 'getAttribute')
  const getAttributeNames = natives.method(Element.prototype, 'getAttributeNames')
  const removeAttribute = natives.method(Element.prototype, 'removeAttribute')
  const matches = natives.method(Element.prototype, 'matches')
  const closest = natives.method(Element.prototype, 'closest')
  const querySelector = natives.method(Element.prototype, 'querySelector')
  const getElementsByTagName = natives.method(Element.prototype, 'getElementsByTagName')
  const querySelectorAll = natives.method(Element.prototype, 'querySelectorAll')
  const getBoundingClientRect = natives.method(Element.prototype, 'getBoundingClientRect')
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
    /** Elements in it: many times faster than to walk over them. */
    countIn: (element: Element) =>
      firstElementChild.call(element) === null
        ? 0
        : (getElementsByTagName.call(element, '*') as HTMLCollection).length,
    rect: (element: Element) => getBoundingClientRect.call(element) as DOMRect,
  }
}

/** Numbers that browsers tell without handing over a node. */
function counting(
  { Element, XPathEvaluator, XPathExpression, XPathResult }: Window & typeof globalThis,
  natives: Natives,
) {
  const createExpression = natives.method(XPathEvaluator.prototype, 'createExpression')
  const evaluate = natives.method(XPathExpression.prototype, 'evaluate')
  const numberValue = natives.getter(XPathResult.prototype, 'numberValue')
  const getElementsByTagNameNS = natives.method(Element.prototype, 'getElementsByTagNameNS')
  // Of no document: in Firefox one of a document is for its nodes alone.
  const nodes = createExpression.call(new XPathEvaluator(), 'count(descendant::node())', null)
  return {
    /** All nodes in it. */
    countNodes: (element: Element) =>
      numberValue.call(evaluate.call(nodes, element, XPathResult.NUMBER_TYPE, null)) as number,
    /** Elements in it of a namespace. */
    countOf: (element: Element, namespace: string) =>
      (getElementsByTagNameNS.call(element, namespace, '*') as HTMLCollection).length,
  }
}

function mediaAccess(
  { Element, HTMLMediaElement, SVGElement, SVGSVGElement }: Window & typeof globalThis,
  natives: Natives,
) {
  const time = natives.getter(HTMLMediaElement.prototype, 'currentTime')
  const paused = natives.getter(HTMLMediaElement.prototype, 'paused')
  const rate = natives.getter(HTMLMediaElement.prototype, 'playbackRate')
  const volume = natives.getter(HTMLMediaElement.prototype, 'volume')
  const muted = natives.getter(HTMLMediaElement.prototype, 'muted')
  const source = natives.getter(HTMLMediaElement.prototype, 'srcObject')
  const address = natives.getter(HTMLMediaElement.prototype, 'currentSrc')
  const namespaceURI = natives.getter(Element.prototype, 'namespaceURI')
  const localName = natives.getter(Element.prototype, 'localName')
  const drawing = natives.getter(SVGElement.prototype, 'ownerSVGElement')
  const drawingTime = natives.method(SVGSVGElement.prototype, 'getCurrentTime')
  const isDrawingPaused = natives.method(SVGSVGElement.prototype, 'animationsPaused')
  return {
    media: (element: Element) => ({
      time: time.call(element) as number,
      paused: paused.call(element) as boolean,
      rate: rate.call(element) as number,
      volume: volume.call(element) as number,
      muted: muted.call(element) as boolean,
    }),
    /** The outermost drawing around (or itself): what is animated in it runs on its clock. Null: there is none. */
    drawing: (element: Element): Element | null => {
      let outer = element
      // Other elements may have the names of SVG's.
      if (namespaceURI.call(element) !== NAMESPACES.svg) return null
      for (let at: unknown = element; at !== null; at = drawing.call(outer)) outer = at as Element
      return localName.call(outer) === 'svg' ? outer : null
    },
    drawingTime: (element: Element) => ({
      time: drawingTime.call(element) as number,
      paused: isDrawingPaused.call(element) as boolean,
      rate: 1,
      volume: 0,
      muted: true,
    }),
    /** What it plays is in the visitor's browser only: a stream, or what a script put together. */
    isLocalMedia: (element: Element) =>
      source.call(element) !== null || (address.call(element) as string).startsWith('blob:'),
  }
}

function imageAccess({ HTMLImageElement }: Window & typeof globalThis, natives: Natives) {
  const complete = natives.getter(HTMLImageElement.prototype, 'complete')
  const source = natives.getter(HTMLImageElement.prototype, 'src')
  const shown = natives.getter(HTMLImageElement.prototype, 'currentSrc')
  return {
    imageIsComplete: (image: Element) => complete.call(image) as boolean,
    /** What `src` resolves to now. */
    imageSource: (image: Element) => source.call(image) as string,
    imageShown: (image: Element) => shown.call(image) as string,
  }
}

function fieldAccess(window: Window & typeof globalThis, natives: Natives) {
  const input = window.HTMLInputElement.prototype
  const inputType = natives.getter(input, 'type')
  const inputValue = natives.getter(input, 'value')
  const inputDefault = natives.getter(input, 'defaultValue')
  const checked = natives.getter(input, 'checked')
  const defaultChecked = natives.getter(input, 'defaultChecked')
  const indeterminate = natives.getter(input, 'indeterminate')
  const files = natives.getter(input, 'files')
  const areaValue = natives.getter(window.HTMLTextAreaElement.prototype, 'value')
  const areaDefault = natives.getter(window.HTMLTextAreaElement.prototype, 'defaultValue')
  const options = natives.getter(window.HTMLSelectElement.prototype, 'options')
  const selected = natives.getter(window.HTMLOptionElement.prototype, 'selected')
  const defaultSelected = natives.getter(window.HTMLOptionElement.prototype, 'defaultSelected')
  const contentDocument = natives.getter(window.HTMLIFrameElement.prototype, 'contentDocument')
  const contentWindow = natives.getter(window.HTMLIFrameElement.prototype, 'contentWindow')
  const frameWindow = natives.getter(window.HTMLFrameElement.prototype, 'contentWindow')
  const frameDocument = natives.getter(window.HTMLFrameElement.prototype, 'contentDocument')
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
    contentWindow: (element: Element) =>
      (element.localName === 'frame' ? frameWindow : contentWindow).call(element) as Window | null,
    /** Null for foreign frames. */
    contentDocument: (element: Element) =>
      (element.localName === 'frame' ? frameDocument : contentDocument).call(element) as Document | null,
  }
}
