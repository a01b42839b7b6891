import type { Clock } from '../ports/clock.ts'

export type TokenBucket = {
  /** Whether there were so many. */
  take(count?: number): boolean
}

/** Lets `perSecond` through on average, and `atOnce` after a pause. */
export function createTokenBucket(clock: Clock, perSecond: number, atOnce = perSecond): TokenBucket {
  let tokens = atOnce
  let filledAt = clock.now()
  return {
    take(count = 1) {
      const now = clock.now()
      tokens = Math.min(atOnce, tokens + ((now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (tokens < count) return false
      tokens -= count
      return true
    },
  }
}
