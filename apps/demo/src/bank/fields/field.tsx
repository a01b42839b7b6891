import type { ReactNode } from 'react'

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly error: string | undefined
  readonly hint?: string | undefined
  readonly wide?: boolean | undefined
  readonly children: ReactNode
}

/** A label, a control, a hint and the message if the control is not right. */
export function Field({ id, label, error, hint, wide, children }: FieldProps): ReactNode {
  return (
    <div className={wide === true ? 'field wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      <FieldMessage id={id} error={error} hint={hint} />
    </div>
  )
}

interface FieldMessageProps {
  readonly id: string
  readonly error: string | undefined
  readonly hint?: string | undefined
}

/**
 * The line below a control: its error, else its hint. The line is there even when it is empty: a message that came
 * and went with a height of its own would move the next field away between the press and the release of a button.
 */
export function FieldMessage({ id, error, hint }: FieldMessageProps): ReactNode {
  return (
    <div className="message" id={`${id}-message`}>
      {error === undefined ? (
        <p className="hint">{hint}</p>
      ) : (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

/** The ARIA attributes that tie a control to the line below it. */
export function describe(id: string, error: string | undefined) {
  return { 'aria-invalid': error !== undefined, 'aria-describedby': `${id}-message` }
}
