import type { ControlContext } from './context.ts'
import { realmOf } from './elements.ts'
import { isCharacter } from './key-events.ts'
import type { Key } from './key-events.ts'

/** Inputs of keys that edit, with the browser's command for each. */
const EDITS: Readonly<Record<string, readonly [inputType: string, command: string]>> = {
  Backspace: ['deleteContentBackward', 'delete'],
  Delete: ['deleteContentForward', 'forwardDelete'],
  Enter: ['insertParagraph', 'insertParagraph'],
}
const MOVES: Readonly<Record<string, readonly [direction: string, unit: string]>> = {
  ArrowLeft: ['left', 'character'],
  ArrowRight: ['right', 'character'],
  ArrowUp: ['backward', 'line'],
  ArrowDown: ['forward', 'line'],
  Home: ['backward', 'lineboundary'],
  End: ['forward', 'lineboundary'],
}

/** A key in an editable element, at its selection. */
export function editRichByKey(context: ControlContext, host: HTMLElement, { key, keys }: Key): void {
  const { native } = context
  const realm = realmOf(host)
  const move = MOVES[key]
  if (move !== undefined) {
    realm.getSelection()?.modify(keys.shiftKey === true ? 'extend' : 'move', ...move)
    return
  }
  const isText = isCharacter(key)
  const [inputType, command] = EDITS[key] ?? (isText ? ['insertText', 'insertText'] : [])
  if (inputType === undefined || command === undefined) return
  const { InputEvent } = native.eventsOf(realm)
  const data = isText ? key : null
  const init = { inputType, data, bubbles: true, composed: true, cancelable: true, view: realm }
  if (native.dispatch(host, new InputEvent('beforeinput', init)))
    native.exec(host.ownerDocument, command, data ?? '')
}
