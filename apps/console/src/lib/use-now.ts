import { useEffect, useState } from 'react'
import { serverClock } from './server-clock.ts'

/** The server's time, renewed every `everyMs` milliseconds while mounted. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => serverClock.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(serverClock.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
