import type { ReactNode } from 'react'
import { stepPath, STEPS } from './application.ts'
import { Link } from './link.tsx'

/** The list of steps; those reached are links. */
export function Progress({ at, reached }: { readonly at: number; readonly reached: number }): ReactNode {
  return (
    <nav className="progress" aria-label="Steps of the application">
      <ol>
        {STEPS.map(({ id, title }, index) => (
          <li
            key={id}
            className={index === at ? 'now' : index <= reached ? 'done' : 'next'}
            aria-current={index === at ? 'step' : undefined}
          >
            {index !== at && index <= reached ? <Link to={stepPath(id)}>{title}</Link> : <span>{title}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
