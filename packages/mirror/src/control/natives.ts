export type Realm = Window & typeof globalThis

/** Event constructors of the realm that an element lives in: pages test `event instanceof PointerEvent`. */
type EventConstructors = Pick<
  Realm,
  'Event' | 'MouseEvent' | 'PointerEvent' | 'KeyboardEvent' | 'InputEvent' | 'FocusEvent'
>

type Callable = (...args: never[]) => unknown
type MethodOf<S, K extends keyof S> = Extract<S[K], Callable>

/**
 * The browser's own functions, taken once when control starts: pages wrap and replace them (React redefines `value` on its
 * inputs, forms hide their methods behind fields of the same name). They work on nodes of every same-origin realm.
 */
export type Natives = ReturnType<typeof saveNatives>

export function saveNatives(window: Realm) {
  const { apply } = window.Reflect
  const method = <S extends object, K extends keyof S>(proto: S, key: K) => {
    const own = proto[key] as MethodOf<S, K>
    return (self: S, ...args: Parameters<MethodOf<S, K>>): ReturnType<MethodOf<S, K>> =>
      apply(own, self, args) as ReturnType<MethodOf<S, K>>
  }
  const setter = <S extends object, K extends keyof S & string>(proto: S, key: K) => {
    const property = window.Object.getOwnPropertyDescriptor(proto, key)
    return (self: S, value: S[K]): void => {
      if (property?.set === undefined) self[key] = value
      // oxlint-disable-next-line typescript/unbound-method -- applied to the element on the spot
      else apply(property.set, self, [value])
    }
  }
  const html = window.HTMLElement.prototype
  const svg = window.SVGElement.prototype
  const input = window.HTMLInputElement.prototype
  const area = window.HTMLTextAreaElement.prototype
  const focusHtml = method(html, 'focus')
  const focusSvg = method(svg, 'focus')
  const scroll = window.Element.prototype['scrollTo']
  const constructors = new window.WeakMap<Realm, EventConstructors>()
  const eventsOf = (realm: Realm): EventConstructors => {
    const known = constructors.get(realm)
    if (known !== undefined) return known
    const { Event, MouseEvent, PointerEvent, KeyboardEvent, InputEvent, FocusEvent } = realm
    const taken = { Event, MouseEvent, PointerEvent, KeyboardEvent, InputEvent, FocusEvent }
    constructors.set(realm, taken)
    return taken
  }
  eventsOf(window)
  const listen = method(window.EventTarget.prototype, 'addEventListener')
  const unlisten = method(window.EventTarget.prototype, 'removeEventListener')
  const exec = method(window.Document.prototype, 'execCommand')
  return {
    eventsOf,
    dispatch: method(window.EventTarget.prototype, 'dispatchEvent'),
    listen,
    unlisten,
    focus: (element: Element): void =>
      isHtml(element)
        ? focusHtml(element, { preventScroll: true })
        : focusSvg(element as SVGElement, { preventScroll: true }),
    blur: method(html, 'blur'),
    click: method(html, 'click'),
    setInputValue: setter(input, 'value'),
    setAreaValue: setter(area, 'value'),
    setSelectedIndex: setter(window.HTMLSelectElement.prototype, 'selectedIndex'),
    setSelected: setter(window.HTMLOptionElement.prototype, 'selected'),
    selectInput: method(input, 'setSelectionRange'),
    selectArea: method(area, 'setSelectionRange'),
    selectAllInput: method(input, 'select'),
    stepUp: method(input, 'stepUp'),
    stepDown: method(input, 'stepDown'),
    requestSubmit: method(window.HTMLFormElement.prototype, 'requestSubmit'),
    /** An editing command. WebKit fires `beforeinput` for it, which the page has heard from us already. */
    exec: (document: Document, command: string, value: string): void => {
      const stop = (event: Event) => event.stopImmediatePropagation()
      const root = document.defaultView ?? document
      listen(root, 'beforeinput', stop, true)
      exec(document, command, false, value)
      unlisten(root, 'beforeinput', stop, true)
    },
    scrollTo: (box: Element, to: ScrollToOptions): void => apply(scroll, box, [to]) as undefined,
    setTimeout: window.setTimeout.bind(window),
    macrotask: createMacrotask(window),
  }
}

/**
 * Lets everything happen that happens between two events of a person. By message: timers sleep in hidden tabs. There and
 * back: in WebKit a message may come before one that was sent earlier through another channel.
 */
function createMacrotask(window: Realm): () => Promise<void> {
  const { MessageChannel, Promise } = window
  return () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port2.onmessage = () => port2.postMessage(null)
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port1.postMessage(null)
    })
}

export function isHtml(element: Element): element is HTMLElement {
  return element.namespaceURI === 'http://www.w3.org/1999/xhtml'
}
