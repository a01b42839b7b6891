import { Popover } from 'radix-ui'
import { useState, type ReactNode } from 'react'
import { DayPicker } from 'react-day-picker'
import 'react-day-picker/style.css'
import { formatDay, parseDay, toIsoDay } from '../formatting.ts'
import { describe, Field } from './field.tsx'
import { useApplicationField, type Rules, type TextName } from './use-application-field.ts'

interface DateFieldProps {
  readonly name: TextName
  readonly label: string
  readonly rules?: Rules<TextName>
  readonly firstYear: number
  readonly lastYear: number
}

/** A day, picked from a calendar with drop-downs for month and year. */
export function DateField(props: DateFieldProps): ReactNode {
  const { field, error } = useApplicationField(props.name, props.rules)
  const [isOpen, setOpen] = useState(false)
  const selected = parseDay(field.value)
  const firstMonth = new Date(props.firstYear, 0)
  const lastMonth = new Date(props.lastYear, 11)

  // The button loses the focus when the calendar opens; the field is left only when the calendar closes.
  function handleOpenChange(open: boolean): void {
    setOpen(open)
    if (!open) field.onBlur()
  }

  function handleSelect(date: Date | undefined): void {
    if (date === undefined) return
    field.onChange(toIsoDay(date))
    handleOpenChange(false)
  }

  return (
    <Field id={props.name} label={props.label} error={error}>
      <Popover.Root open={isOpen} onOpenChange={handleOpenChange}>
        <Popover.Trigger
          id={props.name}
          ref={field.ref}
          className={selected === undefined ? 'select-trigger empty' : 'select-trigger'}
          {...describe(props.name, error)}
        >
          {selected === undefined ? 'Choose a day' : formatDay(field.value)}
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" className="chevron">
            <path d="M3 8h14M6 2v4M14 2v4M3 5h14v12H3z" />
          </svg>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className="calendar" sideOffset={6} align="start" collisionPadding={10}>
            <DayPicker
              mode="single"
              captionLayout="dropdown"
              selected={selected}
              onSelect={handleSelect}
              defaultMonth={selected ?? new Date(1990, 0)}
              startMonth={firstMonth}
              endMonth={lastMonth}
              autoFocus
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </Field>
  )
}
