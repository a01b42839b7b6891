import type { ReactNode } from 'react'
import { useWatch } from 'react-hook-form'
import { COUNTRIES, type Application } from '../application.ts'
import { CheckboxField } from '../fields/choice-field.tsx'
import { SelectField } from '../fields/select-field.tsx'
import { TextAreaField, TextField } from '../fields/text-field.tsx'
import { required } from './rules.ts'

/** Where the applicant lives. */
export function AddressStep(): ReactNode {
  const hasOther = useWatch<Application, 'otherPostAddress'>({ name: 'otherPostAddress' })
  return (
    <>
      <h1>Where you live</h1>
      <p className="intro">Your card goes there, in a plain envelope.</p>
      <div className="grid">
        <SelectField
          name="country"
          label="Country"
          options={COUNTRIES}
          placeholder="Choose a country"
          wide
          rules={required('Choose a country.')}
        />
        <TextField
          name="street"
          label="Street and number"
          autoComplete="street-address"
          wide
          rules={required('Write street and number.')}
        />
        <TextField
          name="postcode"
          label="Postcode"
          autoComplete="postal-code"
          rules={{
            required: 'Write the postcode.',
            pattern: { value: /^[A-Z0-9 -]{3,10}$/i, message: 'This is not a postcode.' },
          }}
        />
        <TextField
          name="city"
          label="City"
          autoComplete="address-level2"
          rules={required('Write the city.')}
        />
        <CheckboxField name="otherPostAddress" label="Send post to another address" />
        {hasOther && (
          <TextAreaField
            name="postAddress"
            label="Post address"
            rows={3}
            rules={required('Write the address for your post.')}
          />
        )}
      </div>
    </>
  )
}
