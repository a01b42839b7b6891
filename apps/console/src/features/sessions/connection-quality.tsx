import { classNames } from '#lib/class-names.ts'
import { qualityOf, type Quality } from './overlay-state.ts'

const LOOK: Readonly<Record<Quality, { readonly dot: string; readonly word: string }>> = {
  unknown: { dot: 'bg-line-strong', word: 'measuring' },
  good: { dot: 'bg-ok', word: 'good' },
  fair: { dot: 'bg-warn', word: 'fair' },
  poor: { dot: 'bg-danger', word: 'poor' },
}

/** A dot and the round trip to the visitor's page. The word is for those who do not see the colour. */
export function ConnectionQuality({ roundTripMs }: { readonly roundTripMs: number | null }) {
  const { dot, word } = LOOK[qualityOf(roundTripMs)]
  const time = roundTripMs === null ? '– ms' : `${Math.round(roundTripMs)} ms`
  return (
    <span
      role="img"
      aria-label={`Connection ${word}, round trip ${time}`}
      title={`Connection ${word}: round trip to the visitor’s page and back`}
      className="inline-flex shrink-0 items-center gap-1.5 px-1.5 text-xs text-muted tabular-nums"
    >
      <span className={classNames('size-2 rounded-full', dot)} />
      {time}
    </span>
  )
}
