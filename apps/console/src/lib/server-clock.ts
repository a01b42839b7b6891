/**
 * The server's clock, guessed from the `Date` header of its answers. Times in answers (expiry of an invitation, time of
 * a message) are the server's; an agent's computer may be minutes off, and a countdown must not be.
 */
export type ServerClock = {
  /** Takes the `Date` header of an answer (whole seconds) that arrived just now. */
  observe(header: string | null): void
  /** Milliseconds since the epoch, by the server. */
  now(): number
}

/** Below this difference the header's rounding to whole seconds explains it. */
const ROUNDING_MS = 1500

/** @param localNow milliseconds since the epoch, by this computer */
export function createServerClock(localNow: () => number): ServerClock {
  let offsetMs = 0
  return {
    observe(header) {
      const served = header === null ? Number.NaN : Date.parse(header)
      if (Number.isNaN(served)) return
      const difference = served - localNow()
      offsetMs = Math.abs(difference) < ROUNDING_MS ? 0 : difference
    },
    now: () => localNow() + offsetMs,
  }
}

export const serverClock = createServerClock(() => Date.now())
