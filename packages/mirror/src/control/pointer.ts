import type { Action } from '@alongside/protocol'
import type { ControlContext, Outcome } from './context.ts'
import { composedContains, composedElements, realmOf } from './elements.ts'
import { focusFrom } from './focus.ts'
import { clickRefusalFor, refusalFor } from './guards.ts'
import { modifierKeys } from './modifiers.ts'
import { hitTarget, pointIn } from './point.ts'
import type { Point } from './point.ts'

type Click = Extract<Action, { kind: 'click' }>
/** What pointer, mouse and click events at one place have in common. */
type Place = { readonly target: Element; readonly point: Point; readonly keys: EventModifierInit }

const POINTER = { pointerId: 1, pointerType: 'mouse', isPrimary: true, width: 1, height: 1 } as const

export function hover(context: ControlContext, element: Element, fraction: Point): Outcome {
  const { options } = context
  const point = pointIn(element, fraction)
  const target = hitTarget(element, point, options.isOwn)
  const refusal = refusalFor(target, options)
  if (refusal === 'masked' || refusal === 'own_interface') return refusal
  moveTo(context, { target, point, keys: {} })
  return 'done'
}

/** `first`: 2 when the press that the double click begins with has run as a click of its own. */
export async function click(
  context: ControlContext,
  element: Element,
  action: Click,
  first: 1 | 2 = 1,
): Promise<Outcome> {
  const { options } = context
  const point = pointIn(element, action)
  const target = hitTarget(element, point, options.isOwn)
  const refusal = clickRefusalFor(element, options) ?? clickRefusalFor(target, options)
  if (refusal !== undefined) return refusal
  const place = { target, point, keys: modifierKeys(action.modifiers) }
  moveTo(context, place)
  for (let detail: number = first; detail <= action.count; detail++) {
    const released = await press(context, place, action.button, detail)
    if (released === undefined) break
    if (action.button === 'secondary') {
      fire(context, 'auxclick', { ...place, target: released }, { button: 2, detail })
      fire(context, 'contextmenu', { ...place, target: released }, { button: 2 })
    } else {
      // A synthetic click event runs the activation behaviour (links, buttons, boxes, labels) once, like `click()`.
      fire(context, 'click', { ...place, target: released }, { detail })
      if (detail === 2) fire(context, 'dblclick', { ...place, target: released }, { detail })
    }
  }
  return 'done'
}

/** Down and up. Returns what the click belongs to: the element, or what is left of its ancestors; undefined when all is gone. */
async function press(
  context: ControlContext,
  place: Place,
  name: Click['button'],
  detail: number,
): Promise<Element | undefined> {
  const button = name === 'primary' ? 0 : 2
  const buttons = name === 'primary' ? 1 : 2
  const path = composedElements(place.target)
  // Cancelling pointerdown takes the mouse events away, not the click.
  const hasMouse = fire(context, 'pointerdown', place, { button, buttons })
  if (hasMouse && place.target.isConnected) {
    const mayFocus = fire(context, 'mousedown', place, { button, buttons, detail })
    if (mayFocus && place.target.isConnected) focusFrom(context, place.target)
  }
  // Frameworks open menus and attach listeners between a person's press and release.
  await context.native.macrotask()
  const target = path.find((element) => element.isConnected)
  if (target === undefined) return undefined
  const up = { ...place, target }
  fire(context, 'pointerup', up, { button })
  if (hasMouse) fire(context, 'mouseup', up, { button, detail })
  return path.find((element) => element.isConnected)
}

/** Brings the remote pointer there: leaves what it was over, enters the new, moves. */
function moveTo(context: ControlContext, place: Place): void {
  const { target } = place
  const before = context.hovered?.isConnected === true ? context.hovered : undefined
  if (before !== target) {
    context.hovered = target
    const left =
      before === undefined ? [] : composedElements(before).filter((at) => !composedContains(at, target))
    const entered = composedElements(target).filter(
      (at) => before === undefined || !composedContains(at, before),
    )
    for (const kind of ['pointer', 'mouse'] as const) {
      const away = { relatedTarget: sameDocument(target, before) }
      if (before !== undefined) {
        fire(context, `${kind}out`, { ...place, target: before }, away)
        for (const at of left) fire(context, `${kind}leave`, { ...place, target: at }, away)
      }
      const towards = { relatedTarget: sameDocument(before, target) }
      fire(context, `${kind}over`, place, towards)
      for (const at of entered.toReversed()) fire(context, `${kind}enter`, { ...place, target: at }, towards)
    }
  }
  fire(context, 'pointermove', place, {})
  fire(context, 'mousemove', place, {})
}

function sameDocument(related: Element | undefined, target: Element | undefined): Element | null {
  return related !== undefined && related.ownerDocument === target?.ownerDocument ? related : null
}

/** Dispatches one event; false when the page cancelled it. */
function fire(
  context: ControlContext,
  type: string,
  { target, point, keys }: Place,
  init: MouseEventInit,
): boolean {
  const { native } = context
  const realm = realmOf(target)
  const events = native.eventsOf(realm)
  // Enter and leave are fired at each element by itself, so they must not reach the hosts above again.
  const isOwnOnly = type.endsWith('enter') || type.endsWith('leave')
  const all = {
    bubbles: !isOwnOnly,
    composed: !isOwnOnly,
    cancelable: !isOwnOnly,
    view: realm,
    clientX: point.x,
    clientY: point.y,
    screenX: point.x + realm.screenX,
    screenY: point.y + realm.screenY,
    ...keys,
    ...init,
  }
  const isPointer =
    type.startsWith('pointer') || type === 'click' || type === 'auxclick' || type === 'contextmenu'
  const pressure = (init.buttons ?? 0) > 0 ? 0.5 : 0
  // No button changed: -1 for the pointer's moves, 0 for the mouse's.
  const button = init.button ?? (type.startsWith('pointer') ? -1 : 0)
  const event = isPointer
    ? new events.PointerEvent(type, { ...all, button, ...POINTER, pressure })
    : new events.MouseEvent(type, all)
  return native.dispatch(target, event)
}
