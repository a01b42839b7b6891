/**
 * Runs work in tasks of its own, so that the page's own tasks, input and rendering get in between. A message port is not
 * throttled in the background as timers are; the timers here are for waiting only.
 */
export type Scheduler = {
  /** Milliseconds, monotonic. */
  now(): number
  /** Soon, in a task of its own. */
  post(work: () => void): void
  /** After `ms`. Returns a function that cancels. */
  after(ms: number, work: () => void): () => void
  stop(): void
}

export function createScheduler(window: Window & typeof globalThis): Scheduler {
  const performance = window.performance
  const clock = unpatchedTimers(window)
  const channel = new window.MessageChannel()
  const queue: (() => void)[] = []
  const timers = new Set<number>()
  channel.port1.onmessage = () => queue.shift()?.()
  return {
    now: () => performance.now(),
    post(work) {
      queue.push(work)
      channel.port2.postMessage(null)
    },
    after(ms, work) {
      const timer = clock.setTimeout(() => {
        timers.delete(timer)
        work()
      }, ms)
      timers.add(timer)
      return () => {
        timers.delete(timer)
        clock.clearTimeout(timer)
      }
    },
    stop() {
      queue.length = 0
      for (const timer of timers) clock.clearTimeout(timer)
      timers.clear()
      channel.port1.close()
    },
  }
}

type Timers = { setTimeout(work: () => void, ms: number): number; clearTimeout(timer: number): void }

/** Zone.js (Angular) runs change detection after every timer it sees; it keeps the originals under these names. */
function unpatchedTimers(window: Window & typeof globalThis): Timers {
  const setTimeout = zoneOriginal(window, 'setTimeout') ?? window.setTimeout
  const clearTimeout = zoneOriginal(window, 'clearTimeout') ?? window.clearTimeout
  return {
    setTimeout: (work, ms) => Number(setTimeout.call(window, work, ms)),
    clearTimeout: (timer) => clearTimeout.call(window, timer),
  }
}

export function zoneOriginal<Name extends keyof (Window & typeof globalThis)>(
  window: Window & typeof globalThis,
  name: Name,
): (Window & typeof globalThis)[Name] | undefined {
  const found: unknown = Reflect.get(window, `__zone_symbol__${name}`)
  return typeof found === 'function' ? (found as (Window & typeof globalThis)[Name]) : undefined
}
