import { Skeleton } from '#components/skeleton.tsx'

export function PagePending() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="mx-auto flex max-w-3xl flex-col gap-6 px-6 py-10 lg:px-10"
    >
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-48 rounded-2xl" />
      <Skeleton className="h-64 rounded-2xl" />
    </div>
  )
}
