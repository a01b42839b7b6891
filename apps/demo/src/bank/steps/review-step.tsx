import type { ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { CARDS, EMPLOYMENTS, PRODUCTS, stepPath, type Application, type Step } from '../application.ts'
import { CheckboxField } from '../fields/choice-field.tsx'
import { FileField } from '../fields/file-field.tsx'
import { TextAreaField } from '../fields/text-field.tsx'
import { formatAmount, formatDay, formatIban, formatPhone } from '../formatting.ts'
import { Link } from '../link.tsx'
import { TermsDialog } from '../terms-dialog.tsx'

interface Summary {
  readonly step: Step['id']
  readonly title: string
  /** Label and text; rows without a text are left out. */
  readonly rows: readonly (readonly [string, string])[]
}

function labelOf(
  choices: readonly { readonly value: string; readonly label: string }[],
  value: string,
): string {
  return choices.find((choice) => choice.value === value)?.label ?? ''
}

function summarise(data: Application): readonly Summary[] {
  return [
    {
      step: 'personal',
      title: 'About you',
      rows: [
        ['Name', `${data.title} ${data.firstName} ${data.lastName}`],
        ['Date of birth', formatDay(data.birthDate)],
        ['E-mail', data.email],
        ['Mobile phone', formatPhone(data.phone)],
      ],
    },
    {
      step: 'address',
      title: 'Address',
      rows: [
        ['Home', `${data.street}, ${data.postcode} ${data.city}, ${data.country}`],
        ['Post', data.postAddress],
      ],
    },
    {
      step: 'employment',
      title: 'Work and income',
      rows: [
        [
          'Work',
          [labelOf(EMPLOYMENTS, data.employment), data.occupation, data.employer].filter(Boolean).join(', '),
        ],
        ['Annual income', `€${formatAmount(data.income)}`],
      ],
    },
    {
      step: 'product',
      title: 'Your account',
      rows: [
        ['Account', labelOf(PRODUCTS, data.product)],
        ['Card', labelOf(CARDS, data.card)],
        [
          'First deposit',
          data.deposit === '' ? '' : `€${formatAmount(data.deposit)} from ${formatIban(data.iban)}`,
        ],
      ],
    },
  ]
}

function SummaryBlock({ step, title, rows }: Summary): ReactNode {
  return (
    <section className="summary">
      <header>
        <h2>{title}</h2>
        <Link to={stepPath(step)}>Change</Link>
      </header>
      <dl>
        {rows
          .filter(([, text]) => text !== '')
          .map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

/** Everything once more, then the document and the terms. */
export function ReviewStep(): ReactNode {
  const { getValues, formState } = useFormContext<Application>()
  return (
    <>
      <h1>Is everything right?</h1>
      <p className="intro">Check, add a document, send.</p>
      <div className="summaries">
        {summarise(getValues()).map((summary) => (
          <SummaryBlock key={summary.step} {...summary} />
        ))}
      </div>
      <div className="grid">
        <FileField name="document" label="Identity document" />
        <TextAreaField name="note" label="Anything we should know? (optional)" rows={4} />
        <div className="wide terms">
          <CheckboxField
            name="accepted"
            label="I accept the terms of the account"
            rules={{ required: 'Please accept the terms to apply.' }}
          />
          <TermsDialog />
        </div>
      </div>
      {formState.errors.root?.message !== undefined && (
        <p className="alert" role="alert">
          {formState.errors.root.message}
        </p>
      )}
    </>
  )
}
