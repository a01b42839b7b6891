import type { ControlContext, Outcome } from './context.ts'
import { submitRefusalFor } from './default-button.ts'
import { isCheckable, isForm, isSelect, isValueField, realmOf } from './elements.ts'
import { focusOn } from './focus.ts'
import { changeRefusalFor, refusalFor } from './guards.ts'
import { click } from './pointer.ts'

/** Sets the whole value of a range, date, time, colour or number field. */
export function setValue(context: ControlContext, element: Element, value: string): Outcome {
  const refusal = changeRefusalFor(element, context.options)
  if (refusal !== undefined) return refusal
  if (!isValueField(element)) return 'not_a_field'
  focusOn(context, element)
  const before = element.value
  context.native.setInputValue(element, value)
  // The browser empties a field whose new value it cannot read.
  if (element.value === '' && value !== '') {
    context.native.setInputValue(element, before)
    return 'failed'
  }
  if (element.value !== before) announce(context, element)
  return 'done'
}

export function select(context: ControlContext, element: Element, indexes: readonly number[]): Outcome {
  const refusal = changeRefusalFor(element, context.options)
  if (refusal !== undefined) return refusal
  if (!isSelect(element)) return 'not_a_field'
  const options = Array.from(element.options)
  const wanted = indexes.map((index) => options[index])
  if (wanted.includes(undefined) || (!element.multiple && wanted.length !== 1)) return 'stale'
  if (wanted.some((option) => option?.matches(':disabled') === true && !option.selected)) return 'disabled'
  focusOn(context, element)
  const before = options.map((option) => option.selected)
  if (element.multiple) {
    for (const option of options) context.native.setSelected(option, wanted.includes(option))
  } else context.native.setSelectedIndex(element, indexes[0] ?? -1)
  if (options.some((option, at) => option.selected !== before[at])) announce(context, element)
  return 'done'
}

/** Clicks the box if it is not as wanted, so that the page hears what it hears from a person. */
export async function check(context: ControlContext, element: Element, checked: boolean): Promise<Outcome> {
  const refusal = changeRefusalFor(element, context.options)
  if (refusal !== undefined) return refusal
  if (!isCheckable(element)) return 'not_a_field'
  if (element.checked === checked) return 'done'
  // A person cannot take a radio button's choice away either.
  if (element.type === 'radio' && !checked) return 'failed'
  return click(context, element, {
    kind: 'click',
    node: 0,
    x: 0.5,
    y: 0.5,
    count: 1,
    button: 'primary',
    modifiers: {},
  })
}

export function submit(context: ControlContext, element: Element): Outcome {
  const refusal = refusalFor(element, context.options)
  if (refusal !== undefined) return refusal
  const form = isForm(element) ? element : 'form' in element ? (element.form as HTMLFormElement | null) : null
  if (form === null || !isForm(form)) return 'not_a_field'
  const refused = submitRefusalFor(form, context.options)
  if (refused !== undefined) return refused
  context.native.requestSubmit(form)
  return 'done'
}

/** `input` and `change`, as when a person has chosen. */
export function announce({ native }: ControlContext, field: Element): void {
  const { Event } = native.eventsOf(realmOf(field))
  native.dispatch(field, new Event('input', { bubbles: true, composed: true }))
  native.dispatch(field, new Event('change', { bubbles: true }))
}
