import type { ControlContext } from './context.ts'
import type { Edit } from './edit.ts'
import { realmOf } from './elements.ts'

export type Key = { readonly key: string; readonly code: string; readonly keys: EventModifierInit }

/** The old numbers that many pages still read, for keys that are no letters or digits. */
const KEY_CODES: Readonly<Record<string, number>> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Shift: 16,
  Control: 17,
  Alt: 18,
  Escape: 27,
  ' ': 32,
  PageUp: 33,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  Insert: 45,
  Delete: 46,
  Meta: 91,
  ';': 186,
  '=': 187,
  ',': 188,
  '-': 189,
  '.': 190,
  '/': 191,
  '`': 192,
  '[': 219,
  '\\': 220,
  ']': 221,
  "'": 222,
}

/** Dispatches one key event; false when the page cancelled it. */
export function fireKey(
  { native }: ControlContext,
  target: Element,
  type: 'keydown' | 'keypress' | 'keyup',
  { key, code, keys }: Key,
): boolean {
  const realm = realmOf(target)
  const { KeyboardEvent } = native.eventsOf(realm)
  const charCode = key === 'Enter' ? 13 : (key.codePointAt(0) ?? 0)
  const keyCode = type === 'keypress' ? charCode : keyCodeOf(key)
  const init = { key, code, bubbles: true, cancelable: true, composed: true, view: realm, ...keys }
  const event = new KeyboardEvent(type, init)
  setCodes(event, keyCode, type === 'keypress' ? charCode : 0)
  return native.dispatch(target, event)
}

/**
 * The old numbers as pages read them. Not by the constructor: Firefox and WebKit press buttons and submit forms at the
 * numbers of a dispatched `keypress`, which `defaultAction` does for all browsers.
 */
function setCodes(event: KeyboardEvent, keyCode: number, charCode: number): void {
  const { defineProperty } = Object
  for (const [name, value] of [
    ['keyCode', keyCode],
    ['which', keyCode],
    ['charCode', charCode],
  ] as const)
    defineProperty(event, name, { value, configurable: true })
}

/** `keydown`, and `keypress` for keys that write: characters and Enter. False when the page cancelled either. */
export function fireTyping(context: ControlContext, target: Element, key: Key): boolean {
  if (!fireKey(context, target, 'keydown', key)) return false
  const { ctrlKey, metaKey, altKey } = key.keys
  const isShortcut = ctrlKey === true || metaKey === true || altKey === true
  const writes = key.key === 'Enter' || (isCharacter(key.key) && !isShortcut)
  return !writes || !target.isConnected || fireKey(context, target, 'keypress', key)
}

export function isCharacter(key: string): boolean {
  return /^.$/su.test(key)
}

/** The key that a person would have pressed for this edit; undefined for pasted and replaced text. */
export function keyForEdit({ text, inputType }: Edit): Key | undefined {
  const named = (key: string): Key => ({ key, code: key, keys: {} })
  if (inputType === 'deleteContentBackward') return named('Backspace')
  if (inputType === 'deleteContentForward') return named('Delete')
  if (inputType === 'insertLineBreak' || inputType === 'insertParagraph') return named('Enter')
  if (inputType !== 'insertText' || !isCharacter(text)) return undefined
  return { key: text, code: codeOf(text), keys: {} }
}

function codeOf(character: string): string {
  if (/^[a-z]$/i.test(character)) return `Key${character.toUpperCase()}`
  if (/^\d$/.test(character)) return `Digit${character}`
  return character === ' ' ? 'Space' : ''
}

function keyCodeOf(key: string): number {
  const known = KEY_CODES[key]
  if (known !== undefined) return known
  const letter = /^[a-z\d]$/i.test(key) ? key.toUpperCase() : ''
  if (letter !== '') return letter.codePointAt(0) ?? 0
  const functionKey = /^F(\d{1,2})$/.exec(key)?.[1]
  return functionKey === undefined ? 0 : 111 + Number(functionKey)
}
