import { useEffect, useState } from 'preact/hooks'
import type { ServerClock } from '../visitor/server-clock.ts'

/** The server's time, again every second while shown. Milliseconds since the epoch. */
export function useNow(clock: ServerClock): number {
  const [now, setNow] = useState(clock.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 1000)
    return () => clearInterval(timer)
  }, [clock])
  return now
}
