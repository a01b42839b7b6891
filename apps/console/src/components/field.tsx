import { useId, type ComponentProps, type ReactNode } from 'react'
import { classNames } from '#lib/class-names.ts'

export const CONTROL_CLASS =
  'rounded-lg border border-line-strong bg-surface px-3 text-ink transition-colors hover:border-muted disabled:opacity-60 aria-[invalid=true]:border-danger'

type FieldShell = {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | null | undefined
}

function describe(id: string, { hint, error }: FieldShell): string | undefined {
  const ids = [hint === undefined ? '' : `${id}-hint`, error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return ids === '' ? undefined : ids
}

function Frame(props: FieldShell & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={props.id} className="text-sm font-medium text-ink">
        {props.label}
      </label>
      {props.children}
      {props.hint !== undefined && (
        <p id={`${props.id}-hint`} className="text-sm text-muted">
          {props.hint}
        </p>
      )}
      {props.error && (
        <p id={`${props.id}-error`} role="alert" className="text-sm font-medium text-danger-text">
          {props.error}
        </p>
      )}
    </div>
  )
}

/** A labelled one-line input with hint and error, tied together for screen readers. */
export function TextField(props: FieldShell & ComponentProps<'input'>) {
  const { label, hint, error, className, ...input } = props
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={describe(id, props)}
        className={classNames(CONTROL_CLASS, 'w-full', className ?? 'h-10 text-base')}
      />
    </Frame>
  )
}

export function SelectField(props: FieldShell & ComponentProps<'select'>) {
  const { label, hint, error, className, children, ...select } = props
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select
        {...select}
        id={id}
        aria-describedby={describe(id, props)}
        className={classNames(CONTROL_CLASS, 'w-full', className ?? 'h-10 text-base')}
      >
        {children}
      </select>
    </Frame>
  )
}
