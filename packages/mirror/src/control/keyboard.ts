import type { Action, Refusal } from '@alongside/protocol'
import type { ControlContext, Outcome } from './context.ts'
import { enterSubmits } from './default-button.ts'
import { editingHost, isCheckable, isDocument, isElement, isPressable, isTextField } from './elements.ts'
import { activeIn, focusOn } from './focus.ts'
import { changeRefusalFor, refusalFor } from './guards.ts'
import { defaultAction } from './key-defaults.ts'
import { fireKey, fireTyping, isCharacter } from './key-events.ts'
import type { Key } from './key-events.ts'
import { modifierKeys } from './modifiers.ts'

type KeyAction = Extract<Action, { kind: 'key' }>

/** Presses a key where the focus is, or on this element: events, then what the browser does for a person's key. */
export async function pressKey(
  context: ControlContext,
  node: Node | undefined,
  action: KeyAction,
): Promise<Outcome> {
  const target = targetOf(context, node)
  const refusal = keyRefusalFor(context, target, action)
  if (refusal !== undefined) return refusal
  if (node !== undefined && isElement(node)) focusOn(context, target)
  const key: Key = { key: action.key, code: action.code, keys: modifierKeys(action.modifiers) }
  const goesOn = fireTyping(context, target, key)
  await Promise.resolve()
  if (goesOn && target.isConnected) await defaultAction(context, target, key)
  await Promise.resolve()
  // Tab lets go of the key on the element it went to.
  const last = activeIn(context)
  const released = fireKey(context, last, 'keyup', key)
  if (released && goesOn && last === target && key.key === ' ') pressBySpace(context, target)
  return 'done'
}

function targetOf(context: ControlContext, node: Node | undefined): Element {
  if (node === undefined) return activeIn(context)
  if (isElement(node)) return node
  return isDocument(node) ? (node.body ?? node.documentElement) : (node.parentElement ?? activeIn(context))
}

function keyRefusalFor(
  context: ControlContext,
  target: Element,
  { key, modifiers }: KeyAction,
): Refusal | undefined {
  const types =
    key === 'Backspace' || key === 'Delete' || (isCharacter(key) && !modifiers.ctrl && !modifiers.meta)
  const changes = types || key.startsWith('Arrow')
  const isText = isTextField(target) || editingHost(target) !== undefined
  if (key === 'Enter' && !isPressable(target)) {
    const pressed = enterSubmits(target)
    const refusal = pressed === undefined ? undefined : refusalFor(pressed, context.options)
    if (refusal !== undefined) return refusal
  }
  // In a field that its user cannot change the caret may still be moved.
  return (isText ? types : changes)
    ? changeRefusalFor(target, context.options)
    : refusalFor(target, context.options)
}

/** Buttons and boxes are pressed when the space bar is let go. */
function pressBySpace(context: ControlContext, target: Element): void {
  if (isPressedBySpace(target)) context.native.click(target as HTMLElement)
}

function isPressedBySpace(target: Element): boolean {
  if (isCheckable(target)) return true
  const { localName } = target
  const isButtonInput = localName === 'input' && target.matches('[type=button], [type=submit], [type=reset]')
  return localName === 'button' || localName === 'summary' || isButtonInput
}
