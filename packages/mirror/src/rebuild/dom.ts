/**
 * The DOM's own members, out of reach of the page: a form's fields and a document's images and forms shadow properties of
 * these objects by their names (`<form><input name="attributes">`), and would have rebuild look at something else.
 */
type Keys<T> = keyof T & string
type Method = (...values: never[]) => unknown

function reader<T extends object, K extends Keys<T>>(prototype: T, name: K): (of: T) => T[K] {
  const property = Object.getOwnPropertyDescriptor(prototype, name)
  return (of) => property?.get?.call(of) as T[K]
}

function writer<T extends object, K extends Keys<T>>(prototype: T, name: K): (of: T, value: T[K]) => void {
  const property = Object.getOwnPropertyDescriptor(prototype, name)
  return (of, value) => property?.set?.call(of, value)
}

function caller<T extends object, K extends Keys<T>>(
  prototype: T,
  name: K,
): T[K] extends Method ? (of: T, ...values: Parameters<T[K]>) => ReturnType<T[K]> : never {
  const method = prototype[name] as Method
  return ((of: T, ...values: never[]) => Reflect.apply(method, of, values)) as never
}

const node = Node.prototype
const element = Element.prototype
const page = Document.prototype

export const dom = {
  nodeType: reader(node, 'nodeType'),
  nodeName: reader(node, 'nodeName'),
  parentNode: reader(node, 'parentNode'),
  firstChild: reader(node, 'firstChild'),
  lastChild: reader(node, 'lastChild'),
  nextSibling: reader(node, 'nextSibling'),
  previousSibling: reader(node, 'previousSibling'),
  ownerDocument: reader(node, 'ownerDocument'),
  isConnected: reader(node, 'isConnected'),
  appendChild: caller(node, 'appendChild'),
  insertBefore: caller(node, 'insertBefore'),
  removeChild: caller(node, 'removeChild'),
  replaceChild: caller(node, 'replaceChild'),
  cloneNode: caller(node, 'cloneNode'),

  localName: reader(element, 'localName'),
  namespaceURI: reader(element, 'namespaceURI'),
  attributes: reader(element, 'attributes'),
  shadowRoot: reader(element, 'shadowRoot'),
  attachShadow: caller(element, 'attachShadow'),
  getAttribute: caller(element, 'getAttribute'),
  setAttribute: caller(element, 'setAttribute'),
  setAttributeNS: caller(element, 'setAttributeNS'),
  removeAttribute: caller(element, 'removeAttribute'),
  toggleAttribute: caller(element, 'toggleAttribute'),
  hasAttribute: caller(element, 'hasAttribute'),
  matches: (of: Element, selector: string): boolean => element.matches.call(of, selector),
  removeAttributeNode: caller(element, 'removeAttributeNode'),
  scrollTo: caller(element, 'scrollTo') as (of: Element, to: ScrollToOptions) => void,
  scrollTop: reader(element, 'scrollTop'),
  scrollLeft: reader(element, 'scrollLeft'),

  open: caller(page, 'open') as (of: Document) => unknown,
  write: caller(page, 'write'),
  close: caller(page, 'close'),
  compatMode: reader(page, 'compatMode'),
  defaultView: reader(page, 'defaultView'),
  documentElement: reader(page, 'documentElement') as (of: Document) => Element | null,
  body: reader(page, 'body') as (of: Document) => HTMLElement | null,
  head: reader(page, 'head') as (of: Document) => HTMLElement | null,
  scrollingElement: reader(page, 'scrollingElement'),
  createElement: caller(page, 'createElement'),
  querySelectorAll: caller(page, 'querySelectorAll'),
  adopt: writer(page, 'adoptedStyleSheets'),
  on: caller(EventTarget.prototype, 'addEventListener') as EventTarget['addEventListener'] extends Method
    ? (
        of: EventTarget,
        type: string,
        handle: (event: Event) => void,
        options?: AddEventListenerOptions,
      ) => void
    : never,
} as const

/** Takes a node out of its parent, if it has one. */
export function takeOut(child: Node): void {
  const parent = dom.parentNode(child)
  if (parent !== null) dom.removeChild(parent, child)
}

/** Moves all children: one by one, for a spread of some hundred thousand is more than a call can take. */
export function moveChildren(from: Node, to: Node): void {
  for (let child = dom.firstChild(from); child !== null; child = dom.firstChild(from))
    dom.appendChild(to, child)
}
