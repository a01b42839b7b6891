import type { Action } from '@alongside/protocol'
import type { ControlContext, Outcome } from './context.ts'
import { editRich } from './edit-rich.ts'
import { editingHost, isInput, isTextField, realmOf } from './elements.ts'
import type { TextField } from './elements.ts'
import { focusOn } from './focus.ts'
import { changeRefusalFor } from './guards.ts'
import { fireKey, fireTyping, keyForEdit } from './key-events.ts'

export type Edit = Extract<Action, { kind: 'edit' }>
/** Who edits, and the page state they saw. */
export type Editor = { readonly by: string; readonly version: number }

/** Replaces a range of a text field or of an editable element. */
export async function edit(
  context: ControlContext,
  element: Element,
  action: Edit,
  editor: Editor,
): Promise<Outcome> {
  const refusal = changeRefusalFor(element, context.options)
  if (refusal !== undefined) return refusal
  const host = editingHost(element)
  if (host !== undefined) return editRich(context, { host, element, action })
  if (!isTextField(element)) return 'not_a_field'
  const { notes } = context
  notes.watch(element.ownerDocument)
  const range = notes.locate(element, { ...action, ...editor })
  if (range === undefined) return 'stale'
  focusOn(context, element)
  await notes.during(() => typeInto(context, element, { range, action, editor }))
  return 'done'
}

/** With the key events that a person's typing has. What the page cancels is not typed; it is done all the same. */
async function typeInto(
  context: ControlContext,
  field: TextField,
  { range, action, editor }: { range: readonly [number, number]; action: Edit; editor: Editor },
): Promise<void> {
  const key = keyForEdit(action)
  const before = context.notes.text(field)
  setCaret(context, field, ...range)
  const goesOn = key === undefined || fireTyping(context, field, key)
  // Lets the page's reactions to the key come first, as they do for a person.
  await Promise.resolve()
  const { caret: typedTo, draft } = goesOn
    ? replaceRange(context, field, { range, text: action.text, inputType: action.inputType })
    : { caret: range[0], draft: undefined }
  // Frameworks render in a microtask or later: what they make of the text is what the next edit meets.
  const typed = field.value
  await context.native.macrotask()
  const caret = field.value === typed ? typedTo : (caretOf(field) ?? field.value.length)
  // Also where the page cancelled it: the viewer shows it until it hears from the page.
  const echoCaret = action.start + action.text.length
  const isUnchanged = (draft ?? field.value) === before
  context.notes.note(field, { by: editor.by, caret, echoCaret, draft, isUnchanged })
  if (key !== undefined && field.isConnected) fireKey(context, field, 'keyup', key)
}

type Replacement = {
  readonly range: readonly [number, number]
  readonly text: string
  readonly inputType: string
}

/**
 * `beforeinput`, the value by the browser's own setter (frameworks watch theirs), the caret, `input`. Returns where the caret
 * ended up, and what the field cannot say as its value yet.
 */
export function replaceRange(
  context: ControlContext,
  field: TextField,
  { range: [start, end], text, inputType }: Replacement,
): { caret: number; draft: string | undefined } {
  const { native, notes, commits } = context
  const before = notes.text(field)
  const inserted = fitting(field, text, before.length - (end - start))
  const data = inputType.startsWith('delete') ? null : inserted
  const { InputEvent } = native.eventsOf(realmOf(field))
  const init = { inputType, data, bubbles: true, composed: true, view: realmOf(field) }
  const mayEdit = native.dispatch(field, new InputEvent('beforeinput', { ...init, cancelable: true }))
  if (!mayEdit || (inserted === '' && start === end)) return { caret: start, draft: undefined }
  commits.begin(field)
  const after = before.slice(0, start) + inserted + before.slice(end)
  setText(context, field, after)
  // A number field is empty while its text is no number ("-", "1e"): the next edit goes on from the text.
  const draft = isInput(field) && field.type === 'number' && field.value !== after ? after : undefined
  setCaret(context, field, start + inserted.length)
  native.dispatch(field, new InputEvent('input', init))
  return { caret: caretOf(field) ?? start + inserted.length, draft }
}

/** What of the text a person could still type: browsers stop at `maxlength`, scripts are not stopped. */
function fitting(field: TextField, text: string, kept: number): string {
  const line = isInput(field) ? text.replaceAll(/[\r\n]/g, '') : text
  return field.maxLength < 0 ? line : line.slice(0, Math.max(0, field.maxLength - kept))
}

function setText({ native }: ControlContext, field: TextField, text: string): void {
  if (isInput(field)) native.setInputValue(field, text)
  else native.setAreaValue(field, text)
}

/** Selects start..end. Email and number fields have no selection that scripts may set. */
export function setCaret(
  { native }: ControlContext,
  field: TextField,
  start: number,
  end = start,
  isBackward = false,
): void {
  if (caretOf(field) === undefined) return
  const direction = isBackward ? 'backward' : 'none'
  if (isInput(field)) native.selectInput(field, start, end, direction)
  else native.selectArea(field, start, end, direction)
}

function caretOf(field: TextField): number | undefined {
  return field.selectionEnd ?? undefined
}
