import type { Point } from './geometry.ts'

/**
 * One scrolled box that both sides move. The agent's own scrolling shows at once and goes to the page as commands; the
 * page answers with its positions, which are late. While own commands are on the way, positions from the page wait; when
 * the last one is answered the newest of them counts, unless it only repeats where the agent has been on the way.
 */
export type ScrollEcho = {
  /** The agent moved the box to here; a command will follow. */
  moved(to: Point): void
  /** A command with this position was sent. */
  sent(to: Point): void
  /** The oldest command that is on its way was answered. Returns where the box is to be put, or null to leave it. */
  answered(wasDone: boolean): Point | null
  /** A position from the page. True: follow it now. */
  follows(position: Point): boolean
  /** Forgets what is on its way (the connection was lost, another page). */
  reset(): void
}

/** Fractional positions come back rounded. CSS pixels. */
const SAME_WITHIN = 1.5
/** Positions of own commands that may still echo. */
const MAX_TRAIL = 60

export function createScrollEcho(): ScrollEcho {
  let inFlight = 0
  let isUnsent = false
  let last: Point | null = null
  let trail: Point[] = []
  let newest: Point | null = null

  const isBusy = () => inFlight > 0 || isUnsent
  const isLateEcho = (position: Point) =>
    last !== null && !isSame(position, last) && trail.some((point) => isSame(point, position))

  function reset(): void {
    inFlight = 0
    isUnsent = false
    last = null
    trail = []
    newest = null
  }

  return {
    moved(to) {
      isUnsent = true
      last = to
    },
    sent(to) {
      isUnsent = false
      inFlight++
      last = to
      trail = [...trail, to].slice(-MAX_TRAIL)
    },
    answered(wasDone) {
      inFlight = Math.max(0, inFlight - 1)
      const target = newest
      if (isBusy() || target === null) return null
      newest = null
      if (wasDone && (isLateEcho(target) || (last !== null && isSame(target, last)))) return null
      reset()
      return target
    },
    follows(position) {
      if (isBusy()) {
        newest = position
        return false
      }
      if (isLateEcho(position)) return false
      if (last !== null && isSame(position, last)) return false
      reset()
      return true
    },
    reset,
  }
}

function isSame(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) <= SAME_WITHIN && Math.abs(a.y - b.y) <= SAME_WITHIN
}
