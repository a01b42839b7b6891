import type { ControlContext } from './context.ts'
import { composedElements, deepActiveElement, realmOf } from './elements.ts'
import { isHtml } from './natives.ts'

/**
 * Moves the focus as a mouse press does: to the element itself or its nearest ancestor that takes it; when none does, away
 * from what had it. `change` of the field left behind comes first.
 */
export function focusFrom(context: ControlContext, element: Element): void {
  const before = activeIn(context)
  for (const candidate of composedElements(element)) {
    if (takeFocus(context, candidate, before)) return
  }
  leave(context, before)
}

/** Focuses this element; false when it does not take the focus. */
export function focusOn(context: ControlContext, element: Element): boolean {
  return takeFocus(context, element, activeIn(context))
}

/** The focused element of the page, in whichever frame or shadow root it is. */
export function activeIn(context: ControlContext): Element {
  return deepActiveElement(context.options.window.document)
}

/** Whether this element has the focus, or lends it to something in its shadow root. */
function hasFocus(context: ControlContext, element: Element): boolean {
  const root = element.getRootNode() as Document | ShadowRoot
  if (root.activeElement !== element) return false
  const realm = realmOf(element)
  if (realm === context.options.window) return true
  // A frame's document keeps its focused element when the focus is elsewhere.
  return realm.frameElement !== null && hasFocus(context, realm.frameElement)
}

function takeFocus(context: ControlContext, element: Element, before: Element): boolean {
  const { native } = context
  if (before === element || hasFocus(context, element)) return true
  if (!mayTakeFocus(element)) return false
  context.commits.commit(before)
  const heard = { focus: false, blur: false }
  const hearFocus = () => void (heard.focus = true)
  const hearBlur = () => void (heard.blur = true)
  native.listen(element, 'focus', hearFocus, true)
  native.listen(before, 'blur', hearBlur, true)
  native.focus(element)
  native.unlisten(element, 'focus', hearFocus, true)
  native.unlisten(before, 'blur', hearBlur, true)
  if (!hasFocus(context, element)) return false
  // In a window that is not in front, browsers move the focus but fire nothing until it is. Pages must hear of it now.
  if (!heard.blur && before.isConnected && before !== bodyOf(before))
    fire(context, before, element, ['blur', 'focusout'])
  if (!heard.focus) fire(context, activeIn(context), before, ['focus', 'focusin'])
  return true
}

/** `focus()` on what takes none is a slow no-op; most elements on the way up are of this kind. */
function mayTakeFocus(element: Element): boolean {
  if ('tabIndex' in element && typeof element.tabIndex === 'number' && element.tabIndex >= 0) return true
  if (element.hasAttribute('tabindex') || element.shadowRoot?.delegatesFocus === true) return true
  return isHtml(element) && element.isContentEditable
}

function leave(context: ControlContext, before: Element): void {
  if (before === bodyOf(before) || !('blur' in before)) return
  const { native } = context
  context.commits.commit(before)
  let isHeard = false
  const hearBlur = () => void (isHeard = true)
  native.listen(before, 'blur', hearBlur, true)
  native.blur(before as HTMLElement)
  native.unlisten(before, 'blur', hearBlur, true)
  if (!isHeard) fire(context, before, null, ['blur', 'focusout'])
}

function bodyOf(element: Element): Element | null {
  return element.ownerDocument.body
}

function fire(
  { native }: ControlContext,
  target: Element,
  relatedTarget: Element | null,
  types: readonly ['blur' | 'focus', 'focusout' | 'focusin'],
): void {
  const realm = realmOf(target)
  const { FocusEvent } = native.eventsOf(realm)
  const related = relatedTarget?.ownerDocument === target.ownerDocument ? relatedTarget : null
  const init = { composed: true, relatedTarget: related, view: realm }
  native.dispatch(target, new FocusEvent(types[0], init))
  native.dispatch(target, new FocusEvent(types[1], { ...init, bubbles: true }))
}
