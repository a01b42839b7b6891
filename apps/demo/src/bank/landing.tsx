import type { ReactNode } from 'react'
import { stepPath } from './application.ts'
import { Link } from './link.tsx'

const REASONS = [
  ['Eight minutes', 'Five short steps, from the sofa. Pause any time: this tab remembers where you were.'],
  ['2.0% on every cent', 'Interest from the first day, paid monthly. No minimum and no notice.'],
  [
    'People, not menus',
    'Unsure about a field? Somebody joins you on this page. What is private stays hidden.',
  ],
] as const

/** The card of the hero, drawn. */
function CardArt(): ReactNode {
  return (
    <svg className="card-art" viewBox="0 0 380 250" role="img" aria-label="A green Fernhill card">
      <g transform="rotate(-8 190 125)">
        <rect x="40" y="25" width="300" height="190" rx="18" fill="#0f5b45" />
        <path
          d="M340 120c-60-40-110 20-170 0S80 60 40 90V43a18 18 0 0 1 18-18h264a18 18 0 0 1 18 18z"
          fill="#14785b"
        />
        <path
          transform="translate(150 -2) scale(0.52)"
          d="M290 205V95M290 120c-26 0-36-15-36-32 26 0 36 12 36 32zM290 150c26 0 38-15 38-36-26 0-38 15-38 36zM290 182c-26 0-40-10-40-32 26 0 40 12 40 32z"
          fill="none"
          stroke="#7fe3b9"
          strokeWidth="5"
          strokeLinecap="round"
        />
        <rect x="66" y="80" width="46" height="34" rx="6" fill="#e6c96b" />
        <path d="M66 97h46M82 80v34M96 80v34" stroke="#b3973f" strokeWidth="1.5" />
        <text
          x="66"
          y="160"
          fill="#d9f5e8"
          fontSize="17"
          letterSpacing="3"
          fontFamily="ui-monospace, monospace"
        >
          5412 •••• •••• 0087
        </text>
        <text x="66" y="190" fill="#a8e6cd" fontSize="13">
          FERNHILL BANK
        </text>
      </g>
    </svg>
  )
}

/** The start page of the bank. */
export function Landing(): ReactNode {
  return (
    <>
      <section className="welcome">
        <div>
          <p className="eyebrow">Current account</p>
          <h1>A bank that keeps its side tidy.</h1>
          <p className="lead">
            One account, one card, one number to call. Open yours today and use it tonight.
          </p>
          <Link to={stepPath('personal')} className="button primary large">
            Open an account
          </Link>
        </div>
        <CardArt />
      </section>
      <section className="reasons">
        {REASONS.map(([title, text]) => (
          <div key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </div>
        ))}
      </section>
    </>
  )
}
