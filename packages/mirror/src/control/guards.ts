import type { Refusal } from '@alongside/protocol'
import type { ControllerOptions } from './api.ts'
import { composedElements, isInput, isLabel, isTextField } from './elements.ts'
import { isHtml } from './natives.ts'

const READ_ONLY_MARK = '[data-alongside~="readonly"], .alongside-readonly'

/** Why nobody remote may operate this element, whatever the action; undefined when they may. */
export function refusalFor(element: Element, options: ControllerOptions): Refusal | undefined {
  if (options.isOwn(element)) return 'own_interface'
  if (options.isMasked(element)) return 'masked'
  const path = composedElements(element)
  if (path.some(isFileInput)) return 'file_input'
  if (path.some((at) => at.matches(READ_ONLY_MARK))) return 'read_only'
  return undefined
}

/** As `refusalFor`, and also for what a click there would operate: the field of its label, a disabled button around it. */
export function clickRefusalFor(element: Element, options: ControllerOptions): Refusal | undefined {
  const path = composedElements(element)
  if (path.some(isDisabled)) return refusalFor(element, options) ?? 'disabled'
  const control = path.find(isLabel)?.control
  return (
    refusalFor(element, options) ??
    (control === null || control === undefined ? undefined : refusalFor(control, options))
  )
}

/** As `refusalFor`, and also for what cannot be changed by its user. */
export function changeRefusalFor(element: Element, options: ControllerOptions): Refusal | undefined {
  const refusal = refusalFor(element, options)
  if (refusal !== undefined) return refusal
  if (isDisabled(element)) return 'disabled'
  if ((isTextField(element) || isInput(element)) && element.readOnly) return 'read_only'
  return undefined
}

/** Native controls only: a page's own `aria-disabled` things get the events and decide themselves, as with a mouse. */
export function isDisabled(element: Element): boolean {
  return isHtml(element) && element.matches(':disabled')
}

function isFileInput(element: Element): boolean {
  return isInput(element) && element.type === 'file'
}
