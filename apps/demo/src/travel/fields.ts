import { attributes, flag, html, type Html, type HtmlValue } from '../html.ts'

/** An option of a drop-down or a group of radio buttons. */
interface Choice {
  readonly value: string
  readonly label: string
}

/** What every labelled field has. */
interface FieldBase {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly hint?: string
  /** A class for the field's place in the grid, e.g. `wide`. */
  readonly place?: string
}

/** A one-line input. */
export interface InputField extends FieldBase {
  readonly type?: 'text' | 'email' | 'tel' | 'date' | 'password'
  readonly autocomplete?: string
  readonly inputmode?: 'numeric' | 'text'
  readonly placeholder?: string
  readonly min?: string
  /** `mask` keeps the value out of a shared session. */
  readonly alongside?: 'mask'
}

/** A native drop-down. */
export interface SelectField extends FieldBase {
  readonly choices: readonly Choice[]
  /** Shown first, with an empty value. */
  readonly prompt?: string
}

function describedBy(field: FieldBase): string {
  const ids = [
    ...(field.hint === undefined ? [] : [`${field.name}-hint`]),
    ...(field.error === undefined ? [] : [`${field.name}-error`]),
  ]
  return ids.join(' ')
}

function renderField(field: FieldBase, control: HtmlValue): Html {
  return html`<div class="field ${field.place}">
    <label for="${field.name}">${field.label}</label>
    ${control} ${field.hint !== undefined && html`<p class="hint" id="${field.name}-hint">${field.hint}</p>`}
    ${field.error !== undefined && html`<p class="error" id="${field.name}-error">${field.error}</p>`}
  </div>`
}

/** A labelled one-line input with its hint and error. */
export function renderInput(field: InputField): Html {
  const optional = {
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    placeholder: field.placeholder,
    min: field.min,
    'data-alongside': field.alongside,
    'aria-invalid': field.error === undefined ? undefined : 'true',
    'aria-describedby': describedBy(field) || undefined,
  }
  return renderField(
    field,
    html`<input
      id="${field.name}"
      name="${field.name}"
      type="${field.type ?? 'text'}"
      value="${field.value}"
      ${attributes(optional)}
    />`,
  )
}

/** A labelled native drop-down with its hint and error. */
export function renderSelect(field: SelectField): Html {
  const optional = {
    'aria-invalid': field.error === undefined ? undefined : 'true',
    'aria-describedby': describedBy(field) || undefined,
  }
  return renderField(
    field,
    html`<select id="${field.name}" name="${field.name}" ${attributes(optional)}>
      ${field.prompt !== undefined && html`<option value="">${field.prompt}</option>`}
      ${field.choices.map(
        (choice) =>
          html`<option value="${choice.value}" ${flag('selected', choice.value === field.value)}>
            ${choice.label}
          </option>`,
      )}
    </select>`,
  )
}
