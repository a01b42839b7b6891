import type { ReactNode } from 'react'
import { BrandMark } from '#components/brand-mark.tsx'

/** The frame of the pages outside of the sign-in: one card, what the product is, nothing else. */
export function AuthLayout(props: {
  readonly title: string
  readonly lead: string
  readonly children: ReactNode
}) {
  return (
    <main className="grid min-h-full place-items-center px-4 py-10">
      <div className="w-full max-w-96">
        <div className="mb-8 flex items-center justify-center gap-2.5">
          <BrandMark className="size-8" />
          <span className="text-lg font-semibold tracking-tight">Alongside</span>
        </div>
        <div className="rounded-2xl border border-line bg-surface p-7 shadow-pop">
          <h1 className="text-xl font-semibold">{props.title}</h1>
          <p className="mt-1 mb-6 text-base text-pretty text-muted">{props.lead}</p>
          {props.children}
        </div>
      </div>
    </main>
  )
}
