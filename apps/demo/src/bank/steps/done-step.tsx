import type { ReactNode } from 'react'
import { Link } from '../link.tsx'

/** After the application was sent. */
export function DoneStep({ reference }: { readonly reference: string }): ReactNode {
  return (
    <section className="finished" aria-labelledby="done-title">
      <svg viewBox="0 0 64 64" width="72" height="72" aria-hidden="true">
        <circle cx="32" cy="32" r="30" />
        <path d="M19 33l9 9 18-20" />
      </svg>
      <h1 id="done-title">Thank you. We have your application.</h1>
      <p>
        Your reference is <strong className="reference">{reference}</strong>. We write to you within one
        working day.
      </p>
      <Link to="/bank/" className="button quiet">
        Back to the start
      </Link>
    </section>
  )
}
