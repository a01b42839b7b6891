import type { ReactNode } from 'react'
import { TITLES } from '../application.ts'
import { DateField } from '../fields/date-field.tsx'
import { FormattedField } from '../fields/formatted-field.tsx'
import { SelectField } from '../fields/select-field.tsx'
import { TextField } from '../fields/text-field.tsx'
import { formatPhone, parsePhone } from '../formatting.ts'
import { birthDateRules, emailRules, nationalIdRules, phoneRules, required } from './rules.ts'

/** Who the applicant is. */
export function PersonalStep(): ReactNode {
  return (
    <>
      <h1>About you</h1>
      <p className="intro">As it stands in your passport or identity card.</p>
      <div className="grid">
        <TextField
          name="customerNumber"
          label="Customer number"
          readOnly
          hint="Given by us, for your calls."
        />
        <SelectField
          name="title"
          label="Title"
          options={TITLES}
          placeholder="Choose"
          rules={required('Choose a title.')}
        />
        <TextField
          name="firstName"
          label="First name"
          autoComplete="given-name"
          rules={required('Write your first name.')}
        />
        <TextField
          name="lastName"
          label="Last name"
          autoComplete="family-name"
          rules={required('Write your last name.')}
        />
        <DateField
          name="birthDate"
          label="Date of birth"
          firstYear={1926}
          lastYear={new Date().getFullYear()}
          rules={birthDateRules}
        />
        <TextField
          name="nationalId"
          label="National ID number"
          className="alongside-mask"
          autoComplete="off"
          hint="Hidden from anyone who helps you here."
          rules={nationalIdRules}
        />
        <TextField name="email" label="E-mail" type="email" autoComplete="email" rules={emailRules} />
        <FormattedField
          name="phone"
          label="Mobile phone"
          parse={parsePhone}
          format={formatPhone}
          inputMode="tel"
          autoComplete="tel"
          placeholder="+31 612 345 678"
          rules={phoneRules}
        />
      </div>
    </>
  )
}
