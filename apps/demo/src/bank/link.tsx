import type { MouseEvent, ReactNode } from 'react'
import { navigate } from './navigation.ts'

interface LinkProps {
  readonly to: string
  readonly className?: string
  readonly children: ReactNode
}

/** A link within the app. A real link, so that it can be opened in a new tab too. */
export function Link({ to, className, children }: LinkProps): ReactNode {
  function handleClick(event: MouseEvent): void {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(to)
  }
  return (
    <a href={to} className={className} onClick={handleClick}>
      {children}
    </a>
  )
}
