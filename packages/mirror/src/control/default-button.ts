import type { Refusal } from '@alongside/protocol'
import type { ControllerOptions } from './api.ts'
import { isForm, isInput, isSubmitButton, isTextField } from './elements.ts'
import { clickRefusalFor, refusalFor } from './guards.ts'

/**
 * What Enter in this field presses: the form's first submit button, or the form itself when it has none and this is its
 * single text field. Implicit submission, as the HTML standard has it.
 */
export function enterSubmits(field: Element): HTMLElement | undefined {
  const form = isInput(field) ? field.form : null
  if (form === null || !isForm(form)) return undefined
  const own = controlsOf(form)
  return own.find(isSubmitButton) ?? (own.filter(isTextField).length <= 1 ? form : undefined)
}

/** Why nobody remote may submit this form: what holds for it and for its default button. */
export function submitRefusalFor(form: HTMLFormElement, options: ControllerOptions): Refusal | undefined {
  const button = controlsOf(form).find(isSubmitButton)
  return refusalFor(form, options) ?? (button === undefined ? undefined : clickRefusalFor(button, options))
}

/** `form.elements` may be hidden behind a field of that name, and leaves out image buttons. */
function controlsOf(form: HTMLFormElement): HTMLElement[] {
  const root = form.getRootNode() as Document | ShadowRoot
  return Array.from(root.querySelectorAll<HTMLElement>('input, button')).filter(
    (element) => 'form' in element && element.form === form,
  )
}
