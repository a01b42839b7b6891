import { Select } from 'radix-ui'
import type { ReactNode } from 'react'
import { styleNonce } from '../style-nonce.ts'
import { describe, Field } from './field.tsx'
import { useApplicationField, type Rules, type TextName } from './use-application-field.ts'

interface SelectFieldProps {
  readonly name: TextName
  readonly label: string
  readonly options: readonly string[]
  readonly placeholder: string
  readonly rules?: Rules<TextName>
  readonly wide?: boolean
}

function Chevron(): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" className="chevron">
      <path d="M5 8l5 5 5-5" />
    </svg>
  )
}

/** A drop-down drawn by the page, in a portal at the end of the body. */
export function SelectField(props: SelectFieldProps): ReactNode {
  const { field, error } = useApplicationField(props.name, props.rules)

  // The button loses the focus when the list opens; the field is left only when the list closes.
  function handleOpenChange(open: boolean): void {
    if (!open) field.onBlur()
  }

  return (
    <Field id={props.name} label={props.label} error={error} wide={props.wide}>
      <Select.Root value={field.value} onValueChange={field.onChange} onOpenChange={handleOpenChange}>
        <Select.Trigger
          id={props.name}
          ref={field.ref}
          className="select-trigger"
          {...describe(props.name, error)}
        >
          <Select.Value placeholder={props.placeholder} />
          <Select.Icon>
            <Chevron />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Content className="select-list" position="popper" sideOffset={6}>
            <Select.Viewport nonce={styleNonce}>
              {props.options.map((option) => (
                <Select.Item key={option} value={option} className="select-item">
                  <Select.ItemText>{option}</Select.ItemText>
                  <Select.ItemIndicator className="select-mark">✓</Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.Viewport>
          </Select.Content>
        </Select.Portal>
      </Select.Root>
    </Field>
  )
}
