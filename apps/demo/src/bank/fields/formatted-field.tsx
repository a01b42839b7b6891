import { useLayoutEffect, useRef, type ChangeEvent, type ReactNode } from 'react'
import { describe, Field } from './field.tsx'
import { useApplicationField, type Rules, type TextName } from './use-application-field.ts'

interface FormattedFieldProps {
  readonly name: TextName
  readonly label: string
  /** What the visitor typed, to what the form keeps. */
  readonly parse: (text: string) => string
  /** What the form keeps, to what the visitor sees. */
  readonly format: (value: string) => string
  readonly rules?: Rules<TextName>
  readonly hint?: string
  readonly wide?: boolean
  readonly prefix?: string
  readonly inputMode?: 'numeric' | 'tel' | 'text'
  readonly autoComplete?: string
  readonly placeholder?: string
}

/** Where the caret belongs in `shown` to have `kept` characters that count before it. */
function caretAfter(shown: string, kept: number, parse: (text: string) => string): number {
  for (let at = 0; at <= shown.length; at++) if (parse(shown.slice(0, at)).length >= kept) return at
  return shown.length
}

/** A text that is grouped while it is typed. The caret stays at the character it was at. */
export function FormattedField(props: FormattedFieldProps): ReactNode {
  const { name, parse, format } = props
  const { field, error } = useApplicationField(name, props.rules)
  const input = useRef<HTMLInputElement | null>(null)
  const caret = useRef<number | null>(null)

  useLayoutEffect(() => {
    const element = input.current
    if (element === null || caret.current === null || document.activeElement !== element) return
    element.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  function handleChange({ target }: ChangeEvent<HTMLInputElement>): void {
    const value = parse(target.value)
    const before = parse(target.value.slice(0, target.selectionStart ?? target.value.length)).length
    caret.current = caretAfter(format(value), before, parse)
    field.onChange(value)
  }

  return (
    <Field id={name} label={props.label} error={error} hint={props.hint} wide={props.wide}>
      <div
        className={props.prefix === undefined ? 'with-prefix none' : 'with-prefix'}
        data-prefix={props.prefix}
      >
        <input
          id={name}
          name={name}
          ref={(element) => {
            input.current = element
            field.ref(element)
          }}
          value={format(field.value)}
          onChange={handleChange}
          onBlur={field.onBlur}
          inputMode={props.inputMode}
          autoComplete={props.autoComplete ?? 'off'}
          placeholder={props.placeholder}
          {...describe(name, error)}
        />
      </div>
    </Field>
  )
}
