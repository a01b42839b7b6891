import type { NodeId, OpOf } from '../format/index.ts'
import { dom } from './dom.ts'
import { isElement } from './elements.ts'
import { REBUILD_LIMITS } from './limits.ts'
import { CUSTOM_MARKS, FOCUS_HOST, STATE_MARKS, USED } from './selectors.ts'

const CHECKED: ReadonlySet<string> = new Set('input select textarea button fieldset output'.split(' '))

/** Sets what attributes do not show. What does not fit the element is passed over (R15). */
export function applyState(node: Node | undefined, state: OpOf<'state'>): void {
  if (!isElement(node)) return
  const { value, checked, indeterminate, selected, error, files, autofilled, used } = state
  if (value !== undefined && isValued(node)) setValue(node, value)
  const name = dom.localName(node)
  if (name === 'input') {
    const input = node as HTMLInputElement
    if (checked !== undefined) input.checked = checked
    if (indeterminate !== undefined) input.indeterminate = indeterminate
  }
  if (error !== undefined && CHECKED.has(name)) (node as HTMLInputElement).setCustomValidity(error)
  if (autofilled !== undefined) dom.toggleAttribute(node, STATE_MARKS.autofill, autofilled)
  if (files !== undefined && name === 'input') setFiles(node as HTMLInputElement, files)
  if (state.defined !== undefined) dom.toggleAttribute(node, CUSTOM_MARKS.undefined, !state.defined)
  if (state.states !== undefined) dom.setAttribute(node, CUSTOM_MARKS.states, state.states.join(' '))
  if (selected !== undefined && name === 'select') select(node as HTMLSelectElement, selected)
  if (used === true) dom.setAttribute(node, USED, '')
  if (used === false) dom.removeAttribute(node, USED)
}

type Valued = Element & { value: string }

function isValued(element: Element): element is Valued {
  const name = dom.localName(element)
  return name === 'input' || name === 'textarea'
}

function setValue(field: Valued, value: string): void {
  if (field.value === value) return
  try {
    field.value = value
  } catch {
    // File inputs take no value; what the visitor chose is not shown.
  }
  // Chromium does not look at the direction again in a field that was never drawn.
  const direction = dom.getAttribute(field, 'dir')
  if (direction === null) return
  dom.removeAttribute(field, 'dir')
  dom.setAttribute(field, 'dir', direction)
}

/** Empty files of those names: browsers show the names themselves. */
function setFiles(input: HTMLInputElement, names: readonly string[]): void {
  if (input.type !== 'file') return
  const chosen = new DataTransfer()
  for (const name of names) chosen.items.add(new File([], name))
  input.files = chosen.files
}

function select(element: HTMLSelectElement, indexes: readonly number[]): void {
  const chosen = new Set(indexes)
  if (!element.multiple) {
    element.selectedIndex = indexes[0] ?? -1
    return
  }
  Array.from(element.options).forEach((option, index) => {
    option.selected = chosen.has(index)
  })
}

/** Positions that cannot be reached are tried again this often, for ten seconds. */
const RETRY_MS = 250
const MAX_RETRIES = 40

/** Scroll positions that the visitor's page has and that the mirror reaches as soon as its content is there. */
export type Scrolls = {
  want(id: NodeId, x: number, y: number): void
  forget(id: NodeId): void
  /** Tries again for those that could not be reached yet. */
  settle(): void
  clear(): void
}

export function createScrolls(node: (id: NodeId) => Node | undefined): Scrolls {
  const wanted = new Map<NodeId, { x: number; y: number }>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function reach(id: NodeId, x: number, y: number): void {
    const target = scrollTarget(node(id))
    if (target === null) return
    dom.scrollTo(target, { left: x, top: y, behavior: 'instant' })
    const reached = Math.abs(dom.scrollLeft(target) - x) <= 1 && Math.abs(dom.scrollTop(target) - y) <= 1
    wanted.delete(id)
    // Each costs a look at the layout with each frame.
    if (!reached && wanted.size < REBUILD_LIMITS.awaitedScrolls) wanted.set(id, { x, y })
  }

  function settle(): void {
    for (const [id, { x, y }] of Array.from(wanted)) reach(id, x, y)
  }

  /** Images and fonts come without a frame, and in a sandboxed document WebKit fires no event for them. */
  function tryLater(left = MAX_RETRIES): void {
    clearTimeout(timer)
    if (wanted.size === 0 || left === 0) return
    timer = setTimeout(() => {
      settle()
      tryLater(left - 1)
    }, RETRY_MS)
  }

  return {
    want(id, x, y) {
      reach(id, x, y)
      tryLater()
    },
    forget: (id) => wanted.delete(id),
    settle,
    clear() {
      wanted.clear()
      clearTimeout(timer)
    },
  }
}

/** The element that scrolls for a node id: itself, or a document's viewport. */
export function scrollTarget(node: Node | undefined): Element | null {
  if (node === undefined) return null
  if (dom.nodeType(node) === 9)
    return dom.scrollingElement(node as Document) ?? dom.documentElement(node as Document)
  return isElement(node) ? node : null
}

/**
 * Marks one element and what it is in, across shadow roots and frames, up to `end` (not marked: it belongs to the page
 * around); takes the marks off the last ones.
 */
export function createMarker(
  on: string | null,
  around: string | null,
  end: Element | null = null,
): (node: Node | null) => void {
  let marked: Element[] = []
  return (node) => {
    for (const element of marked)
      for (const name of [on, around, on === null ? null : FOCUS_HOST])
        if (name !== null) dom.removeAttribute(element, name)
    marked = []
    if (on !== null && isElement(node)) {
      dom.setAttribute(node, on, '')
      marked.push(node)
    }
    if (around === null) return
    let below: Node | null = null
    for (let at = node; at !== null && at !== end; below = at, at = parentAcross(at)) {
      if (!isElement(at)) continue
      dom.setAttribute(at, around, '')
      if (on !== null && below !== null && dom.parentNode(below) !== at) dom.setAttribute(at, FOCUS_HOST, '')
      marked.push(at)
      // What points at a label points at its field.
      const field = at.localName === 'label' && on === null ? (at as HTMLLabelElement).control : null
      if (field === null) continue
      dom.setAttribute(field, around, '')
      marked.push(field)
    }
  }
}

type States = Omit<OpOf<'states'>, 'op'>
const NO_STATES: States = { hover: null, active: null, focusVisible: null, target: null }

/** Shows the visitor's `:hover`, `:active`, `:focus-visible` and `:target`. Nodes may come, or come anew, after their ids. */
export class VisitorStates {
  readonly #node: (id: NodeId) => Node | undefined
  readonly #markers: Readonly<Record<keyof States, ReturnType<typeof createMarker>>>
  #states = NO_STATES
  #shown: Partial<Record<keyof States, Node | null>> = {}

  constructor(node: (id: NodeId) => Node | undefined, end: Element) {
    this.#node = node
    this.#markers = {
      hover: createMarker(null, STATE_MARKS.hover, end),
      active: createMarker(null, STATE_MARKS.active, end),
      focusVisible: createMarker(STATE_MARKS['focus-visible'], null),
      target: createMarker(STATE_MARKS.target, STATE_MARKS['target-within'], end),
    }
  }

  set(states: States): void {
    this.#states = states
  }

  /** Marks what is there now. */
  settle(): void {
    for (const state of ['hover', 'active', 'focusVisible', 'target'] as const) {
      const id = this.#states[state]
      const node = id === null ? null : (this.#node(id) ?? null)
      if (node === (this.#shown[state] ?? null)) continue
      this.#shown[state] = node
      this.#markers[state](node)
    }
  }

  clear(): void {
    this.#states = NO_STATES
    this.settle()
  }
}

/** Parent in the page as people see it: out of shadow roots to their hosts, out of documents to their frames. */
export function parentAcross(node: Node): Node | null {
  const parent = dom.parentNode(node)
  if (parent !== null) return parent
  if (dom.nodeType(node) === 9) return dom.defaultView(node as Document)?.frameElement ?? null
  if (isElement(node)) return null
  return (node as Partial<ShadowRoot>).host ?? null
}
