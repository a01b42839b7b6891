import { isElement, isFrame, isInput, queryIfKnown } from './elements.ts'
import { isHtml } from './natives.ts'

const CANDIDATES =
  'a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable], audio[controls], video[controls]'

/** The element that Tab (or Shift+Tab) goes to from `current`; undefined when there is none. At the ends it goes round. */
export function nextInTabOrder(
  document: Document,
  current: Element,
  {
    isBackward,
    isAllowed,
  }: { readonly isBackward: boolean; readonly isAllowed: (element: Element) => boolean },
): Element | undefined {
  const modal = queryIfKnown(document, 'dialog:modal').at(-1)
  const all = tabbables(modal ?? document.documentElement)
  const stops = all.filter((element) => element === current || isAllowed(element))
  const at = stops.indexOf(current)
  if (isBackward) return stops[at > 0 ? at - 1 : at === 0 ? stops.length - 1 : beforeIndex(stops, current)]
  return at >= 0 ? stops[(at + 1) % stops.length] : (stops[beforeIndex(stops, current) + 1] ?? stops[0])
}

/** Where the focus is on something outside of the order: the last stop that comes before it on the page. */
function beforeIndex(stops: readonly Element[], current: Element): number {
  if (current === current.ownerDocument.body) return -1
  return stops.findLastIndex((stop) => (stop.compareDocumentPosition(current) & 4) !== 0)
}

/** Positive tabindexes first, each scope (document, shadow root, slot) by itself. */
function tabbables(scope: Node): Element[] {
  const entries = childrenOf(scope).flatMap(entriesOf)
  return entries
    .map((entry, at) => ({ ...entry, at }))
    .sort((a, b) => rank(a.index) - rank(b.index) || a.at - b.at)
    .flatMap(({ elements }) => elements)
}

function rank(index: number): number {
  return index > 0 ? index : Infinity
}

type Entry = { readonly index: number; readonly elements: readonly Element[] }

function entriesOf(element: Element): Entry[] {
  if (element.hasAttribute('inert')) return []
  const index = 'tabIndex' in element && typeof element.tabIndex === 'number' ? element.tabIndex : -1
  if (isFrame(element)) return [{ index, elements: insideFrame(element) }]
  const own: Entry[] = isTabbable(element) ? [{ index, elements: [element] }] : []
  if (element.shadowRoot !== null) {
    // A host that delegates its focus is no stop by itself.
    const isStop = own.length > 0 && !element.shadowRoot.delegatesFocus
    const inside = tabbables(element.shadowRoot)
    return [{ index: own.length > 0 ? index : 0, elements: isStop ? [element, ...inside] : inside }]
  }
  return [...own, ...childrenOf(element).flatMap(entriesOf)]
}

function insideFrame(frame: HTMLIFrameElement): Element[] {
  try {
    const document = frame.contentDocument
    return document === null ? [] : tabbables(document.documentElement)
  } catch {
    return []
  }
}

function childrenOf(node: Node): Element[] {
  if ('assignedElements' in node) {
    const assigned = (node as HTMLSlotElement).assignedElements()
    if (assigned.length > 0) return assigned
  }
  const children = Array.from((node as ParentNode).children)
  // Slotted children take their turn where their slot is.
  return isElement(node) && node.shadowRoot !== null ? [] : children
}

function isTabbable(element: Element): boolean {
  if (!element.matches(CANDIDATES) || element.matches(':disabled')) return false
  const isEditable = isHtml(element) && element.isContentEditable
  if (!isEditable && (element as HTMLElement).tabIndex < 0) return false
  if (isInput(element) && (element.type === 'hidden' || !isRadioStop(element))) return false
  return element.checkVisibility({ visibilityProperty: true })
}

/** A group of radio buttons is one stop: the chosen one, or the first. */
function isRadioStop(input: HTMLInputElement): boolean {
  if (input.type !== 'radio' || input.checked) return true
  const group = radioGroup(input)
  return !group.some((radio) => radio.checked) && group[0] === input
}

/** The enabled radio buttons that exclude each other with this one, itself among them, in tree order. */
export function radioGroup(input: HTMLInputElement): HTMLInputElement[] {
  if (input.name === '') return [input]
  const root = input.getRootNode() as Document | ShadowRoot
  return Array.from(root.querySelectorAll('input')).filter(
    (other) =>
      other.type === 'radio' &&
      other.name === input.name &&
      other.form === input.form &&
      !other.matches(':disabled'),
  )
}
