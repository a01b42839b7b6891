import type { Clock } from '../ports/clock.ts'

/** Lets `perSecond` through on average, and as many at once after a pause. */
export function createTokenBucket(clock: Clock, perSecond: number): { take(): boolean } {
  let tokens = perSecond
  let filledAt = clock.now()
  return {
    take() {
      const now = clock.now()
      tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1000) * perSecond)
      filledAt = now
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
