import { useController, useFormContext, type RegisterOptions } from 'react-hook-form'
import type { Application } from '../application.ts'

/** Names of the fields that hold a text. */
export type TextName = {
  [Name in keyof Application]: Application[Name] extends string ? Name : never
}[keyof Application]

/** Names of the fields that hold yes or no. */
export type FlagName = {
  [Name in keyof Application]: Application[Name] extends boolean ? Name : never
}[keyof Application]

/** The rules of a field, as react-hook-form takes them. */
export type Rules<Name extends keyof Application> = Omit<
  RegisterOptions<Application, Name>,
  'valueAsNumber' | 'valueAsDate' | 'setValueAs' | 'disabled'
>

/** A field of the application under React's control, with its message. */
export function useApplicationField<Name extends keyof Application>(
  name: Name,
  rules: Rules<Name> | undefined,
) {
  const { field, fieldState } = useController<Application, Name>({
    name,
    ...(rules === undefined ? {} : { rules }),
  })
  const { trigger } = useFormContext<Application>()
  const error = fieldState.error?.message

  // A field that "Continue" refused counts as untouched, so by itself the form would keep the message until blur.
  function handleChange(value: unknown): void {
    field.onChange(value)
    if (error !== undefined) void trigger(name)
  }
  return { field: { ...field, onChange: handleChange }, error }
}
