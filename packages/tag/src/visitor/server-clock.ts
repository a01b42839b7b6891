/**
 * The server's clock as seen from here. Visitors' clocks are often wrong; whenever the server tells a time that it has just
 * made, the difference is noted. Milliseconds since the epoch.
 */
export type ServerClock = { now(): number; observe(serverTime: number): void }

/** Less than this is network delay, not a wrong clock. */
const TOLERANCE_MS = 3000

export function createServerClock(now: () => number): ServerClock {
  let offset = 0
  return {
    now: () => now() + offset,
    observe(serverTime) {
      const difference = serverTime - now()
      offset = Math.abs(difference) < TOLERANCE_MS ? 0 : difference
    },
  }
}

/** Remaining time as m:ss, never below zero. */
export function formatRemaining(untilMs: number, nowMs: number): string {
  const seconds = Math.ceil(Math.max(untilMs - nowMs, 0) / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
