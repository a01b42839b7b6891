import type { ReactNode } from 'react'

/** The frame of an admin page: title, one line on what it is for, content in a readable width. */
export function Page(props: {
  readonly title: string
  readonly lead: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <main className="h-full overflow-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-6 px-6 py-8 lg:px-10 lg:py-10">
        <header className="flex items-end justify-between gap-6 max-sm:flex-col max-sm:items-start">
          <div className="min-w-0">
            <h1 className="text-2xl font-semibold">{props.title}</h1>
            <p className="mt-1 text-base text-pretty text-muted">{props.lead}</p>
          </div>
          {props.actions}
        </header>
        {props.children}
      </div>
    </main>
  )
}

/** One subject of a page. */
export function Card(props: {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="rounded-2xl border border-line bg-surface p-6 shadow-card">
      <h2 className="text-lg font-semibold">{props.title}</h2>
      {props.lead !== undefined && <p className="mt-1 text-base text-pretty text-muted">{props.lead}</p>}
      <div className="mt-5 flex flex-col gap-5">{props.children}</div>
    </section>
  )
}
