import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'

const TERMS = [
  [
    'The account',
    'We open it once your details are checked, usually within a day. You can close it whenever you like.',
  ],
  [
    'The card',
    'It is yours alone. Tell us at once if it is lost; until then you bear the first €50 of any misuse.',
  ],
  ['Fees', 'Those of the account you chose, and no others. We tell you two months before we change one.'],
  [
    'Interest',
    'Calculated daily, paid on the last day of the month. The rate may change; we write to you when it does.',
  ],
  ['Your data', 'We keep what the law asks us to keep, for as long as it asks. We never sell it.'],
  [
    'Trouble',
    'Write to us first. If we cannot agree, the ombudsman of your country decides, free of charge.',
  ],
  ['Deposits', 'Protected up to €100,000 for each customer by the deposit guarantee scheme.'],
] as const

/** The terms, in a modal dialog. */
export function TermsDialog(): ReactNode {
  return (
    <Dialog.Root>
      <Dialog.Trigger className="link-button">Read the terms</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>Terms of the account</Dialog.Title>
          <div className="dialog-text" role="region" aria-label="Text of the terms" tabIndex={0}>
            {TERMS.map(([title, text]) => (
              <section key={title}>
                <h3>{title}</h3>
                <p>{text}</p>
              </section>
            ))}
          </div>
          <Dialog.Close className="button primary">Close</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
