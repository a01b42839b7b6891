import type { ReactNode } from 'react'
import { describe, FieldMessage } from './field.tsx'
import { useApplicationField, type FlagName, type Rules, type TextName } from './use-application-field.ts'

interface Choice {
  readonly value: string
  readonly label: string
  readonly detail: string
}

interface RadioCardsProps {
  readonly name: TextName
  readonly legend: string
  readonly choices: readonly Choice[]
  readonly rules?: Rules<TextName>
}

/** One of a few, each with a line of explanation. */
export function RadioCards({ name, legend, choices, rules }: RadioCardsProps): ReactNode {
  const { field, error } = useApplicationField(name, rules)
  return (
    <fieldset className="field wide">
      <legend>{legend}</legend>
      <div className="radio-cards">
        {choices.map(({ value, label, detail }) => (
          <div className="radio-card" key={value}>
            <input
              type="radio"
              id={`${name}-${value}`}
              ref={field.ref}
              name={name}
              value={value}
              checked={field.value === value}
              onChange={() => field.onChange(value)}
              onBlur={field.onBlur}
              aria-describedby={`${name}-${value}-detail`}
            />
            <label htmlFor={`${name}-${value}`}>{label}</label>
            <span id={`${name}-${value}-detail`}>{detail}</span>
          </div>
        ))}
      </div>
      <FieldMessage id={name} error={error} />
    </fieldset>
  )
}

interface CheckboxFieldProps {
  readonly name: FlagName
  readonly label: string
  readonly rules?: Rules<FlagName>
  readonly isSwitch?: boolean
}

/** Yes or no, as a checkbox or drawn as a switch. */
export function CheckboxField({ name, label, rules, isSwitch }: CheckboxFieldProps): ReactNode {
  const { field, error } = useApplicationField(name, rules)
  return (
    <div className="field wide">
      <label className={isSwitch === true ? 'check switch' : 'check'}>
        <input
          type="checkbox"
          role={isSwitch === true ? 'switch' : undefined}
          ref={field.ref}
          name={name}
          checked={field.value}
          onChange={(event) => field.onChange(event.target.checked)}
          onBlur={field.onBlur}
          {...(rules === undefined ? {} : describe(name, error))}
        />
        <span>{label}</span>
      </label>
      {rules !== undefined && <FieldMessage id={name} error={error} />}
    </div>
  )
}
