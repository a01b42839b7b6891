import type { Event, Followed } from '../in-page/follow.ts'

/** The mirror draws at fractions of an element. */
const NEAR: Readonly<Record<Followed, number>> = { keys: 0, ticks: 0, pointer: 3 }

/**
 * For each thing done how long it took until the other side showed it, or something newer. What never arrived counts as if it
 * had come at the end of the watch. Values rise.
 */
export function lagsOf(
  kind: Followed,
  done: readonly Event[],
  seen: readonly Event[],
  { from = -Infinity, to = Infinity } = {},
): number[] {
  const arrived = seen.filter((event) => event.kind === kind)
  const endAt = Math.max(...seen.map(({ at }) => at), ...done.map(({ at }) => at))
  return done
    .filter((event) => event.kind === kind && event.at >= from && event.at <= to)
    .map(({ value, at }) => {
      const first = arrived.find((event) => event.value >= value - NEAR[kind] && event.at >= at)
      return (first?.at ?? endAt) - at
    })
}
