import type { ReactNode } from 'react'
import { describe, Field } from './field.tsx'
import { useApplicationField, type Rules, type TextName } from './use-application-field.ts'

interface TextFieldProps {
  readonly name: TextName
  readonly label: string
  readonly rules?: Rules<TextName>
  readonly hint?: string
  readonly wide?: boolean
  readonly type?: 'text' | 'email' | 'password'
  readonly autoComplete?: string
  readonly className?: string
  readonly readOnly?: boolean
}

/** A one-line text. */
export function TextField(props: TextFieldProps): ReactNode {
  const { field, error } = useApplicationField(props.name, props.rules)
  return (
    <Field id={props.name} label={props.label} error={error} hint={props.hint} wide={props.wide}>
      <input
        {...field}
        id={props.name}
        type={props.type ?? 'text'}
        autoComplete={props.autoComplete}
        className={props.className}
        readOnly={props.readOnly}
        {...describe(props.name, error)}
      />
    </Field>
  )
}

interface TextAreaFieldProps extends Pick<TextFieldProps, 'name' | 'label' | 'rules' | 'hint'> {
  readonly rows: number
}

/** A text of several lines. */
export function TextAreaField(props: TextAreaFieldProps): ReactNode {
  const { field, error } = useApplicationField(props.name, props.rules)
  return (
    <Field id={props.name} label={props.label} error={error} hint={props.hint} wide>
      <textarea {...field} id={props.name} rows={props.rows} {...describe(props.name, error)} />
    </Field>
  )
}
