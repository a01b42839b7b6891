import type { ControlContext } from './context.ts'
import { replaceRange } from './edit.ts'
import {
  editingHost,
  isForm,
  isInput,
  isLink,
  isPressable,
  isSelect,
  isTextArea,
  isTextField,
  queryIfKnown,
} from './elements.ts'
import type { TextField } from './elements.ts'
import { enterSubmits } from './default-button.ts'
import { announce } from './fields.ts'
import { focusFrom, focusOn } from './focus.ts'
import { refusalFor } from './guards.ts'
import { editRichByKey } from './key-rich.ts'
import { isCharacter } from './key-events.ts'
import type { Key } from './key-events.ts'
import { moveCaret } from './move-caret.ts'
import { nextInTabOrder, radioGroup } from './tab-order.ts'

/** In lists up and left go back; in numbers up and right are more. */
const LIST_STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
}
const NUMBER_STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowLeft: -1,
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
}

/** What browsers do for a person's key and not for a dispatched one. The page has not cancelled it. */
export async function defaultAction(context: ControlContext, target: Element, key: Key): Promise<void> {
  const { ctrlKey, metaKey, altKey } = key.keys
  const isShortcut = ctrlKey === true || metaKey === true
  if (isShortcut || altKey === true) {
    if (isShortcut && key.key.toLowerCase() === 'a') selectAll(context, target)
    return
  }
  if (key.key === 'Tab') return tab(context, target, key.keys.shiftKey === true)
  if (key.key === 'Escape') return escape(context, target)
  const host = editingHost(target)
  if (host !== undefined) return editRichByKey(context, host, key)
  if (isTextField(target)) return keyInText(context, target, key)
  if (key.key === 'Enter') return enter(context, target)
  stepBy(context, target, key.key)
}

function keyInText(context: ControlContext, field: TextField, key: Key): void {
  const type = (text: string, inputType: string, from?: number, to?: number) => {
    const [start, end] = selectionOf(context, field)
    const range =
      start === end && from !== undefined && to !== undefined
        ? ([start + from, end + to] as const)
        : ([start, end] as const)
    if (range[0] < 0 || range[1] > context.notes.text(field).length) return
    void replaceRange(context, field, { range, text, inputType })
  }
  if (key.key === 'Enter') return isTextArea(field) ? type('\n', 'insertLineBreak') : enter(context, field)
  if (key.key === 'Backspace') return type('', 'deleteContentBackward', -1, 0)
  if (key.key === 'Delete') return type('', 'deleteContentForward', 0, 1)
  if (isCharacter(key.key)) return type(key.key, 'insertText')
  const isUpOrDown = key.key === 'ArrowUp' || key.key === 'ArrowDown'
  if (isUpOrDown && isInput(field) && field.type === 'number') return stepBy(context, field, key.key)
  moveCaret(context, field, key)
}

function selectionOf(context: ControlContext, field: TextField): readonly [number, number] {
  const { length } = context.notes.text(field)
  return [field.selectionStart ?? length, field.selectionEnd ?? length]
}

function enter(context: ControlContext, target: Element): void {
  const { native, commits } = context
  if (isPressable(target) || isLink(target)) return native.click(target as HTMLElement)
  if (!isInput(target)) return
  commits.commit(target)
  submitByEnter(context, target)
}

/** A disabled button keeps its form from being submitted. What nobody remote may press was refused before the key went down. */
function submitByEnter({ native }: ControlContext, input: HTMLInputElement): void {
  const pressed = enterSubmits(input)
  if (pressed === undefined || pressed.matches(':disabled')) return
  if (isForm(pressed)) native.requestSubmit(pressed)
  else native.click(pressed)
}

function stepBy(context: ControlContext, target: Element, key: string): void {
  const [inList, inNumber] = [LIST_STEPS[key], NUMBER_STEPS[key]]
  if (inList === undefined || inNumber === undefined) return
  if (isSelect(target)) stepSelect(context, target, inList)
  else if (isInput(target) && target.type === 'radio') stepRadio(context, target, inList)
  else if (isInput(target)) stepNumber(context, target, inNumber)
}

function stepRadio(context: ControlContext, target: HTMLInputElement, step: 1 | -1): void {
  const group = radioGroup(target)
  const next = group[(group.indexOf(target) + step + group.length) % group.length]
  if (next === undefined || refusalFor(next, context.options) !== undefined) return
  focusOn(context, next)
  context.native.click(next)
}

function stepNumber(context: ControlContext, target: HTMLInputElement, step: 1 | -1): void {
  if (target.type !== 'range' && target.type !== 'number') return
  const before = target.value
  if (step === 1) context.native.stepUp(target)
  else context.native.stepDown(target)
  if (target.value !== before) announce(context, target)
}

function stepSelect(context: ControlContext, target: HTMLSelectElement, step: 1 | -1): void {
  const options = Array.from(target.options)
  let at = target.selectedIndex + step
  while (options[at]?.matches(':disabled') === true) at += step
  if (options[at] === undefined) return
  context.native.setSelectedIndex(target, at)
  announce(context, target)
}

function tab(context: ControlContext, target: Element, isBackward: boolean): void {
  const { options, native } = context
  const isAllowed = (element: Element) => refusalFor(element, options) === undefined
  const next = nextInTabOrder(options.window.document, target, { isBackward, isAllowed })
  if (next === undefined || next === target) return
  focusFrom(context, next)
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  if (isInput(next) && isTextField(next)) native.selectAllInput(next)
}

function selectAll(context: ControlContext, target: Element): void {
  if (isTextField(target)) target.select()
  else if (editingHost(target) !== undefined) context.native.exec(target.ownerDocument, 'selectAll', '')
}

/** Closes the modal dialog or popover on top, which only a person's key does by itself. */
function escape({ native }: ControlContext, target: Element): void {
  const document = target.ownerDocument
  const popovers = '[popover=""]:popover-open, [popover=auto]:popover-open'
  const popover = queryIfKnown<HTMLElement>(document, popovers).at(-1)
  if (popover !== undefined) return popover.hidePopover()
  const dialog = queryIfKnown<HTMLDialogElement>(document, 'dialog:modal').at(-1)
  const window = document.defaultView
  if (dialog === undefined || window === null) return
  const { Event } = native.eventsOf(window)
  if (native.dispatch(dialog, new Event('cancel', { cancelable: true }))) dialog.close()
}
