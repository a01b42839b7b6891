import type { ReactNode } from 'react'
import { CARDS, PRODUCTS } from '../application.ts'
import { CheckboxField, RadioCards } from '../fields/choice-field.tsx'
import { FormattedField } from '../fields/formatted-field.tsx'
import { TextField } from '../fields/text-field.tsx'
import { formatAmount, formatIban, parseAmount, parseIban } from '../formatting.ts'
import { ibanRules, passwordRules, required } from './rules.ts'

/** Which account it will be. */
export function ProductStep(): ReactNode {
  return (
    <>
      <h1>Your account</h1>
      <p className="intro">You can change all of this later.</p>
      <div className="grid">
        <RadioCards
          name="product"
          legend="Account"
          choices={PRODUCTS}
          rules={required('Choose an account.')}
        />
        <RadioCards name="card" legend="Card" choices={CARDS} rules={required('Choose a card.')} />
        <CheckboxField name="overdraft" label="Allow an overdraft of up to €500" isSwitch />
        <FormattedField
          name="deposit"
          label="First deposit (optional)"
          parse={parseAmount}
          format={formatAmount}
          prefix="€"
          inputMode="numeric"
        />
        <FormattedField
          name="iban"
          label="From IBAN (optional)"
          parse={parseIban}
          format={formatIban}
          placeholder="NL91 ABNA 0417 1643 00"
          rules={ibanRules}
        />
        <TextField
          name="password"
          label="Password for online banking"
          type="password"
          autoComplete="new-password"
          hint="At least ten characters."
          wide
          rules={passwordRules}
        />
      </div>
    </>
  )
}
