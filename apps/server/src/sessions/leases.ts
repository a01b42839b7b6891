import { LIMITS } from '@alongside/protocol'
import type { OpenSession, Session } from './session.ts'
import { end } from './transitions.ts'

/** How long between two pages counts as `navigating`, in milliseconds; after that the host is `away`. */
export const NAVIGATING_MS = 5000

/** How long a session waits, in milliseconds. `hostAwayMs` is the site's setting. */
export type Leases = { readonly hostAwayMs: number; readonly viewerAwayMs: number }

export function leasesOf(site: { readonly hostAwaySeconds: number } | null): Leases {
  return {
    hostAwayMs: site === null ? LIMITS.hostAwayMs : site.hostAwaySeconds * 1000,
    viewerAwayMs: LIMITS.viewerAwayMs,
  }
}

/** When time alone changes the session next; null while everybody is there. */
export function nextDeadline(session: Session, leases: Leases): number | null {
  switch (session.state) {
    case 'ended':
      return null
    case 'pending':
    case 'authorizing':
      return session.expiresAt
    case 'active': {
      const times: number[] = []
      if (session.host.status === 'navigating') times.push(session.host.since + NAVIGATING_MS)
      if (session.host.status !== 'present') times.push(session.host.since + leases.hostAwayMs)
      if (session.viewersAwaySince !== null) times.push(session.viewersAwaySince + leases.viewerAwayMs)
      return times.length === 0 ? null : Math.min(...times)
    }
  }
}

/** The session as it stands at `now`: expired, its host away, or ended by a lease. The same object where nothing changed. */
export function passTime(session: OpenSession, leases: Leases, now: number): Session {
  if (session.state !== 'active') return now >= session.expiresAt ? end(session, 'expired', now) : session
  const { host, viewersAwaySince } = session
  if (host.status !== 'present' && now >= host.since + leases.hostAwayMs)
    return end(session, 'visitor_gone', now)
  if (viewersAwaySince !== null && now >= viewersAwaySince + leases.viewerAwayMs)
    return end(session, 'agent_gone', now)
  if (host.status === 'navigating' && now >= host.since + NAVIGATING_MS)
    return { ...session, host: { ...host, status: 'away' } }
  return session
}
