import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** What to do where there is nothing to show. */
export function EmptyState(props: {
  readonly icon: LucideIcon
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className="m-auto flex max-w-80 flex-col items-center px-6 py-12 text-center">
      <div className="mb-4 grid size-12 place-items-center rounded-2xl bg-accent-soft text-accent-text">
        <props.icon aria-hidden className="size-5.5" strokeWidth={1.75} />
      </div>
      <h2 className="text-lg font-semibold">{props.title}</h2>
      {props.children !== undefined && (
        <div className="mt-1 text-base text-pretty text-muted">{props.children}</div>
      )}
      {Boolean(props.actions) && <div className="mt-5 flex gap-2">{props.actions}</div>}
    </div>
  )
}
