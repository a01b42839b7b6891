import type { NodeId, OpOf } from '../format/index.ts'
import { STATE_MARKS } from './selectors.ts'
import { dom } from './dom.ts'
import { isElement } from './elements.ts'

type Listed = OpOf<'layers'>['layers'][number]
type Shown = {
  readonly element: HTMLElement
  readonly kind: Listed['kind']
  /** What it was opened from, and is placed by. */
  readonly by: Node | undefined
}

/** Brings the mirror's top layer to what the page has, in its order (R30). */
export type Layers = {
  show(layers: readonly Listed[]): void
  clear(): void
}

export function createLayers(node: (id: NodeId) => Node | undefined): Layers {
  let shown: Shown[] = []

  function show(layers: readonly Listed[]): void {
    const wanted = layers.flatMap(({ id, kind, by }) => {
      const element = node(id)
      if (!isElement(element) || !dom.isConnected(element)) return []
      return [{ element: element as HTMLElement, kind, by: by == null ? undefined : node(by) }]
    })
    let same = 0
    while (same < shown.length && isSame(shown[same], wanted[same])) same++
    for (const layer of shown.slice(same).toReversed()) keepingFocus(() => hide(layer))
    for (const [index, layer] of wanted.entries()) {
      if (index < same) continue
      // What browsers take for nested stays open when the next one opens.
      const from = layer.by ?? wanted.slice(0, index).findLast(({ kind }) => kind === 'popover')?.element
      keepingFocus(() => open(layer, from))
    }
    shown = wanted
  }

  return {
    show,
    clear() {
      shown = []
    },
  }
}

function isSame(shown: Shown | undefined, wanted: Shown | undefined): boolean {
  if (shown === undefined || shown.element !== wanted?.element || shown.kind !== wanted.kind) return false
  if (shown.by !== wanted.by) return false
  return dom.isConnected(shown.element) && isShown(shown)
}

function isShown({ element, kind }: Shown): boolean {
  return matches(element, kind === 'modal' ? ':modal' : ':popover-open') || isWhole(element)
}

function matches(element: Element, selector: string): boolean {
  try {
    return dom.matches(element, selector)
  } catch {
    return false
  }
}

function isWhole(element: Element): boolean {
  const parent = dom.parentNode(element)
  return parent !== null && dom.nodeType(parent) === 9
}

/** A form's fields hide its methods. */
function native(name: 'showPopover' | 'hidePopover'): (this: HTMLElement, options?: object) => void {
  return HTMLElement.prototype[name]
}

function open({ element, kind }: Shown, from: Node | undefined): void {
  try {
    if (kind === 'modal') return openModal(element as HTMLDialogElement)
    if (kind === 'fullscreen') {
      dom.setAttribute(element, STATE_MARKS.fullscreen, '')
      if (isWhole(element)) return
      // The only way into the top layer that needs no input of the person who looks on.
      if (!dom.hasAttribute(element, 'popover')) dom.setAttribute(element, 'popover', 'manual')
    }
    const source = isElement(from) ? (from as HTMLElement) : undefined
    native('showPopover').call(element, source === undefined ? {} : { source })
  } catch {
    // Not one that this browser can show so; it stays in the flow.
  }
}

/** Inert meanwhile, so that nothing in it takes the focus. */
function openModal(dialog: HTMLDialogElement): void {
  const wasInert = dom.hasAttribute(dialog, 'inert')
  dom.removeAttribute(dialog, 'open')
  dom.setAttribute(dialog, 'inert', '')
  try {
    dialog.showModal()
  } finally {
    if (!wasInert) dom.removeAttribute(dialog, 'inert')
  }
}

function hide({ element, kind }: Shown): void {
  try {
    if (kind === 'modal') {
      const isOpen = dom.hasAttribute(element, 'open')
      // Without the attribute, browsers take it for closed and leave it in the top layer.
      dom.setAttribute(element, 'open', '')
      ;(element as HTMLDialogElement).close()
      dom.toggleAttribute(element, 'open', isOpen)
      return
    }
    if (matches(element, ':popover-open')) native('hidePopover').call(element)
    if (kind !== 'fullscreen') return
    dom.removeAttribute(element, STATE_MARKS.fullscreen)
    if (dom.getAttribute(element, 'popover') === 'manual') dom.removeAttribute(element, 'popover')
  } catch {
    // It is gone, or of another kind by now.
  }
}

/** Opening and closing moves the focus; in the mirror it must stay where the person who looks on has it. */
function keepingFocus(change: () => void): void {
  const before = deepestActive()
  change()
  if (before !== null && deepestActive() !== before) before.focus({ preventScroll: true })
}

function deepestActive(): HTMLElement | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement != null) active = active.shadowRoot.activeElement
  return active as HTMLElement | null
}
