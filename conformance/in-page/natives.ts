/**
 * Builtins as they were before the page's scripts ran: pages under test patch them, and looking at a page must neither
 * fail by that nor be seen by it.
 */
const { apply } = Reflect
const { getOwnPropertyDescriptor, getPrototypeOf } = Object

type Type = { readonly prototype: object } | undefined

type Builtin = (...args: unknown[]) => unknown

function builtin(type: Type, name: string, part: 'get' | 'set' | 'value'): Builtin | null {
  for (
    let at: object | null = type?.prototype ?? null;
    at !== null;
    at = getPrototypeOf(at) as object | null
  ) {
    const found = getOwnPropertyDescriptor(at, name) as Readonly<Record<string, unknown>> | undefined
    if (found !== undefined) return typeof found[part] === 'function' ? (found[part] as Builtin) : null
  }
  return null
}

/** Reads a property with the builtin getter. Undefined where the browser has none. */
export function getter<Value>(type: Type, name: string): (target: object) => Value | undefined {
  const get = builtin(type, name, 'get')
  return (target) => (get === null ? undefined : (apply(get, target, []) as Value))
}

/** Writes a property with the builtin setter. */
export function setter(type: Type, name: string): (target: object, value: unknown) => void {
  const set = builtin(type, name, 'set')
  return (target, value) => {
    if (set !== null) apply(set, target, [value])
  }
}

/** Calls a builtin method. Undefined where the browser has none. */
export function method<Args extends unknown[], Result>(
  type: Type,
  name: string,
): (target: object, ...args: Args) => Result | undefined {
  const call = builtin(type, name, 'value') as ((...args: Args) => Result) | null
  return (target, ...args) => (call === null ? undefined : apply(call, target, args))
}

const { Node, Element, Document, Attr, NamedNodeMap, Animation, HTMLMediaElement, SVGSVGElement } = window

export const dom = {
  nodeType: getter<number>(Node, 'nodeType'),
  nodeName: getter<string>(Node, 'nodeName'),
  parentNode: getter<Node | null>(Node, 'parentNode'),
  firstChild: getter<Node | null>(Node, 'firstChild'),
  nextSibling: getter<Node | null>(Node, 'nextSibling'),
  ownerDocument: getter<Document | null>(Node, 'ownerDocument'),
  baseURI: getter<string>(Node, 'baseURI'),
  isConnected: getter<boolean>(Node, 'isConnected'),
  data: getter<string>(CharacterData, 'data'),
  namespace: getter<string | null>(Element, 'namespaceURI'),
  contentType: getter<string>(Document, 'contentType'),
  attributes: getter<NamedNodeMap>(Element, 'attributes'),
  attribute: method<[string], string | null>(Element, 'getAttribute'),
  attributeCount: getter<number>(NamedNodeMap, 'length'),
  attributeAt: method<[number], Attr | null>(NamedNodeMap, 'item'),
  attributeName: getter<string>(Attr, 'name'),
  attributeValue: getter<string>(Attr, 'value'),
  shadowRoot: getter<ShadowRoot | null>(Element, 'shadowRoot'),
  attachShadow: method<[ShadowRootInit], ShadowRoot>(Element, 'attachShadow'),
  matches: method<[string], boolean>(Element, 'matches'),
  styleMap: method<[], StylePropertyMapReadOnly>(Element, 'computedStyleMap'),
  box: method<[], DOMRect>(Element, 'getBoundingClientRect'),
  scrollLeft: getter<number>(Element, 'scrollLeft'),
  scrollTop: getter<number>(Element, 'scrollTop'),
  contentDocument: getter<Document | null>(HTMLIFrameElement, 'contentDocument'),
  frameDocument: getter<Document | null>(HTMLFrameElement, 'contentDocument'),
  defaultView: getter<Window | null>(Document, 'defaultView'),
  compatMode: getter<string>(Document, 'compatMode'),
  scrollingElement: getter<Element | null>(Document, 'scrollingElement'),
  fonts: getter<FontFaceSet>(Document, 'fonts'),
  animations: method<[], readonly Animation[]>(Document, 'getAnimations'),
  assigned: method<[], readonly Node[]>(HTMLSlotElement, 'assignedNodes'),
  decode: method<[], Promise<void>>(HTMLImageElement, 'decode'),
  complete: getter<boolean>(HTMLImageElement, 'complete'),
  naturalWidth: getter<number>(HTMLImageElement, 'naturalWidth'),
  naturalHeight: getter<number>(HTMLImageElement, 'naturalHeight'),
}

export const animation = {
  pause: method<[], void>(Animation, 'pause'),
  play: method<[], void>(Animation, 'play'),
  time: getter<CSSNumberish | null>(Animation, 'currentTime'),
  setTime: setter(Animation, 'currentTime'),
  state: getter<AnimationPlayState>(Animation, 'playState'),
  effect: getter<AnimationEffect | null>(Animation, 'effect'),
  // The method of its own realm: that of another one makes Chromium 156 fall over (pseudo-elements in a frame).
  timing: (effect: AnimationEffect): ComputedEffectTiming => effect.getComputedTiming(),
}

export const media = {
  pause: method<[], void>(HTMLMediaElement, 'pause'),
  play: method<[], Promise<void>>(HTMLMediaElement, 'play'),
  paused: getter<boolean>(HTMLMediaElement, 'paused'),
  muted: getter<boolean>(HTMLMediaElement, 'muted'),
  time: getter<number>(HTMLMediaElement, 'currentTime'),
  setTime: setter(HTMLMediaElement, 'currentTime'),
  seeking: getter<boolean>(HTMLMediaElement, 'seeking'),
}

export const svg = {
  owner: getter<SVGSVGElement | null>(SVGElement, 'ownerSVGElement'),
  pause: method<[], void>(SVGSVGElement, 'pauseAnimations'),
  resume: method<[], void>(SVGSVGElement, 'unpauseAnimations'),
  arePaused: method<[], boolean>(SVGSVGElement, 'animationsPaused'),
  time: method<[], number>(SVGSVGElement, 'getCurrentTime'),
  setTime: method<[number], void>(SVGSVGElement, 'setCurrentTime'),
}

export const nextFrame: (task: () => void) => void = window.requestAnimationFrame.bind(window)
export const later: (task: () => void, ms: number) => void = window.setTimeout.bind(window)
export const resolveUrl = (
  (Native: typeof URL) =>
  (url: string, base: string): string => {
    try {
      return new Native(url, base).href
    } catch {
      return url
    }
  }
)(URL)
