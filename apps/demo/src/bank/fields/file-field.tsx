import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import type { Application } from '../application.ts'
import { describe, Field } from './field.tsx'

const HINT = 'A photo or PDF of your passport or identity card. You can also bring it to a branch.'

/** A file. The browser alone sets its value, so it is not under React's control. */
export function FileField({ name, label }: { readonly name: 'document'; readonly label: string }): ReactNode {
  const { register, formState } = useFormContext<Application>()
  const error = formState.errors[name]?.message
  return (
    <Field id={name} label={label} error={error} hint={HINT} wide>
      <input
        {...register(name)}
        id={name}
        type="file"
        accept="image/*,application/pdf"
        {...describe(name, error)}
      />
    </Field>
  )
}
