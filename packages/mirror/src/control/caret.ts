import type { ControlContext, Outcome } from './context.ts'
import { rangeOf, selectRange } from './edit-rich.ts'
import { setCaret } from './edit.ts'
import { editingHost, isTextField } from './elements.ts'
import { focusOn } from './focus.ts'
import { isDisabled, refusalFor } from './guards.ts'

export function focus(context: ControlContext, element: Element): Outcome {
  const refusal = refusalFor(element, context.options)
  if (refusal !== undefined) return refusal
  if (isDisabled(element)) return 'disabled'
  return focusOn(context, element) ? 'done' : 'not_a_field'
}

/** Selects text of a field or of an editable element. */
export function caret(
  context: ControlContext,
  element: Element,
  { start, end }: { readonly start: number; readonly end: number },
): Outcome {
  const host = editingHost(element)
  if (host === undefined && !isTextField(element)) return 'not_a_field'
  const focused = focus(context, host ?? element)
  if (focused !== 'done') return focused
  if (host === undefined && isTextField(element)) {
    if (Math.max(start, end) > context.notes.text(element).length) return 'stale'
    context.notes.settle(element)
    setCaret(context, element, Math.min(start, end), Math.max(start, end), end < start)
    return 'done'
  }
  const range = rangeOf(element, Math.min(start, end), Math.max(start, end))
  if (range === undefined) return 'stale'
  selectRange(element, range)
  return 'done'
}
