import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { EMPLOYMENTS, OCCUPATIONS, type Application } from '../application.ts'
import { CheckboxField, RadioCards } from '../fields/choice-field.tsx'
import { FormattedField } from '../fields/formatted-field.tsx'
import { RangeField } from '../fields/range-field.tsx'
import { SelectField } from '../fields/select-field.tsx'
import { TextAreaField, TextField } from '../fields/text-field.tsx'
import { formatAmount, parseAmount } from '../formatting.ts'
import { required } from './rules.ts'

/** What the applicant does and earns. */
export function EmploymentStep(): ReactNode {
  const employment = useWatch<Application, 'employment'>({ name: 'employment' })
  const hasWork = employment === 'employed' || employment === 'self-employed'
  return (
    <>
      <h1>Work and income</h1>
      <p className="intro">The law asks us to ask. It does not decide whether you get an account.</p>
      <div className="grid">
        <RadioCards
          name="employment"
          legend="What do you do?"
          choices={EMPLOYMENTS}
          rules={required('Choose one.')}
        />
        {hasWork && (
          <>
            <SelectField
              name="occupation"
              label="Occupation"
              options={OCCUPATIONS}
              placeholder="Choose an occupation"
              rules={required('Choose an occupation.')}
            />
            <TextField
              name="employer"
              label="Employer or company"
              autoComplete="organization"
              rules={required('Write the name of the company.')}
            />
          </>
        )}
        <FormattedField
          name="income"
          label="Annual income"
          parse={parseAmount}
          format={formatAmount}
          prefix="€"
          inputMode="numeric"
          hint="Before tax."
          rules={required('Write your yearly income; 0 is fine.')}
        />
        <RangeField name="income" label="Or slide to it" min={0} max={200_000} step={1000} />
        <TextAreaField
          name="sourceOfFunds"
          label="Where will the money come from?"
          rows={4}
          hint="Salary, savings, a sale, an inheritance…"
          rules={required('A few words are enough.')}
        />
        <CheckboxField name="taxElsewhere" label="I also pay tax in another country" />
      </div>
    </>
  )
}
