import type { ReactNode } from 'react'
import { useController } from 'react-hook-form'
import type { Application } from '../application.ts'
import { formatAmount } from '../formatting.ts'
import type { TextName } from './use-application-field.ts'

interface RangeFieldProps {
  /** A field that another control shows as well: the slider is a second way to set it. */
  readonly name: TextName
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step: number
}

/** A slider over an amount in euros. */
export function RangeField({ name, label, min, max, step }: RangeFieldProps): ReactNode {
  const { field } = useController<Application, TextName>({ name })
  const id = `${name}-slider`
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        type="range"
        id={id}
        min={min}
        max={max}
        step={step}
        value={Math.min(Number(field.value), max)}
        onChange={(event) => field.onChange(event.target.value)}
        aria-valuetext={`€${formatAmount(field.value)}`}
      />
      <div className="range-ends" aria-hidden="true">
        <span>€{formatAmount(String(min))}</span>
        <span>€{formatAmount(String(max))}</span>
      </div>
    </div>
  )
}
