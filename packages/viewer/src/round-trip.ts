import type { SessionLink } from '@alongside/link'

const PROBE_EVERY_MS = 2000
/** How much a new measurement counts against the last ones. */
const WEIGHT = 0.4

/** Measures the way to the visitor's page and back. */
export function createRoundTrip(
  link: SessionLink,
  onChange: () => void,
): {
  /** Milliseconds, smoothed; null until measured. */
  readonly ms: number | null
  setConnected(isConnected: boolean): void
  handleReply(n: number): void
  close(): void
} {
  let ms: number | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let n = 0
  let sentAt = 0

  function probe(): void {
    n++
    sentAt = performance.now()
    link.send('probe', { n })
  }

  function close(): void {
    clearInterval(timer)
    timer = undefined
  }

  return {
    get ms() {
      return ms
    },
    setConnected(isConnected) {
      if (!isConnected) {
        close()
        ms = null
      } else if (timer === undefined) {
        timer = setInterval(probe, PROBE_EVERY_MS)
        probe()
      }
    },
    handleReply(reply) {
      // An older one answers late: its start is not known any more.
      if (reply !== n) return
      const measured = performance.now() - sentAt
      ms = Math.round(ms === null ? measured : ms + (measured - ms) * WEIGHT)
      onChange()
    },
    close,
  }
}
