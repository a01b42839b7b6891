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
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={id} error={error} />
    </div>
  )
}

/** The message of a field; announced when it appears. */
export function FieldError({
  id,
  error,
}: {
  readonly id: string
  readonly error: string | undefined
}): ReactNode {
  if (error === undefined) return null
  return (
    <p className="error" id={`${id}-error`} role="alert">
      {error}
    </p>
  )
}

/** The ARIA attributes that tie a control to its hint and message. */
export function describe(id: string, error: string | undefined, hint: string | undefined) {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])]
  return {
    'aria-invalid': error !== undefined,
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
  }
}
