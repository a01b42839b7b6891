import { AlongsideError } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import { networkOf } from './network-of.ts'

/** Counts wrong tries, so that six digits cannot be found by trying. Keys name who tries: an agent, a visitor, an address. */
export type Attempts = {
  /** @throws AlongsideError `rate_limited` with `retryAfterSeconds` in `details` */
  check(...keys: readonly AttemptKey[]): void
  /**
   * Counts a try as a wrong one before its outcome is known, since tries may be made side by side; call the returned
   * function when it was right, which takes it back.
   */
  begin(...keys: readonly AttemptKey[]): () => void
}

/** `max` wrong tries in a window. Addresses get more than persons: an office may share one. */
export type AttemptKey = { readonly key: string; readonly max: number }

export const ATTEMPT_WINDOW_MS = 10 * 60_000
const MAX_KEYS = 50_000

export const byPerson = (key: string): AttemptKey => ({ key, max: 5 })
/** Visitors and agents apart: wrong codes of visitors must not shut out the agents behind the same address. */
export const byAddress = (who: 'visitor' | 'agent', ip: string): AttemptKey => ({
  key: `${who}-ip:${networkOf(ip)}`,
  max: 20,
})

export function createAttempts(clock: Clock): Attempts {
  const failures = new Map<string, number[]>()

  function recent(key: string): number[] {
    const since = clock.now() - ATTEMPT_WINDOW_MS
    return (failures.get(key) ?? []).filter((at) => at > since)
  }

  function removeOne(key: string, at: number): void {
    const times = recent(key)
    const index = times.indexOf(at)
    failures.set(key, index === -1 ? times : times.toSpliced(index, 1))
  }

  function makeRoom(): void {
    for (const key of failures.keys()) if (recent(key).length === 0) failures.delete(key)
    // Still full: an attack from very many addresses. The oldest keys go, memory stays bounded.
    for (const key of failures.keys()) if (failures.size >= MAX_KEYS) failures.delete(key)
  }

  return {
    check(...keys) {
      for (const { key, max } of keys) {
        const times = recent(key)
        const oldest = times[0]
        if (times.length < max || oldest === undefined) continue
        const retryAfterSeconds = Math.ceil((oldest + ATTEMPT_WINDOW_MS - clock.now()) / 1000)
        throw new AlongsideError(
          'rate_limited',
          `Too many wrong codes. Try again in ${retryAfterSeconds} s.`,
          {
            retryAfterSeconds,
          },
        )
      }
    },
    begin(...keys) {
      if (failures.size >= MAX_KEYS) makeRoom()
      const at = clock.now()
      for (const { key } of keys) failures.set(key, [...recent(key), at])
      return () => {
        for (const { key } of keys) removeOne(key, at)
      }
    },
  }
}
