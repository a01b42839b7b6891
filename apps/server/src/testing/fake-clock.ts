import type { Clock } from '../ports/clock.ts'

/** Time that passes only by `advance`. Timers that fall due run in their order, each at its own time. */
export type FakeClock = Clock & { advance(ms: number): void }

export function createFakeClock(start = Date.UTC(2030, 0, 1)): FakeClock {
  let now = start
  const timers = new Set<{ readonly at: number; readonly fn: () => void }>()

  function nextDue(until: number) {
    return [...timers].filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0]
  }

  return {
    now: () => now,
    after(ms, fn) {
      const timer = { at: now + ms, fn }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const until = now + ms
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer)
        now = timer.at
        timer.fn()
      }
      now = until
    },
  }
}
