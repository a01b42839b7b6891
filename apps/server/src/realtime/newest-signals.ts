import type { Signal } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import { createTokenBucket } from './token-bucket.ts'

export type NewestSignals = {
  /** Sends the signal now, or when the limit lets it, unless a newer one of its kind comes before. */
  offer(signal: Signal): void
  /** Nothing is sent any more. */
  stop(): void
}

/**
 * Holds one participant's signals to a rate. Only the newest of each kind counts, so of those over the limit the last
 * one waits for its turn: where a pointer came to rest is never lost, and what waits stays bounded.
 */
export function createNewestSignals(
  clock: Clock,
  perSecond: number,
  send: (signal: Signal) => void,
): NewestSignals {
  const bucket = createTokenBucket(clock, perSecond)
  const waiting = new Map<Signal['kind'], Signal>()
  let cancel: (() => void) | null = null

  function flush(): void {
    cancel?.()
    cancel = null
    for (const [kind, signal] of waiting) {
      if (!bucket.take()) {
        cancel = clock.after(Math.ceil(1000 / perSecond), flush)
        return
      }
      waiting.delete(kind)
      send(signal)
    }
  }

  return {
    offer(signal) {
      if (cancel === null && bucket.take()) return send(signal)
      waiting.set(signal.kind, signal)
      if (cancel === null) flush()
    },
    stop() {
      cancel?.()
      waiting.clear()
    },
  }
}
