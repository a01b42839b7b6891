import { classNames } from '#lib/class-names.ts'

/** Stands where text or a picture will be. */
export function Skeleton(props: { readonly className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded-md bg-line/80', props.className)} />
}

/** Rows of a list that is being loaded. */
export function SkeletonRows(props: { readonly count: number; readonly label: string }) {
  return (
    <div role="status" aria-label={props.label} className="flex flex-col">
      {Array.from({ length: props.count }, (_, row) => (
        <div key={row} className="flex items-center gap-3 px-4 py-3.5">
          <Skeleton className="size-9 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3 w-1/3" />
            <Skeleton className="h-3 w-3/4" />
          </div>
        </div>
      ))}
    </div>
  )
}
