import { AlongsideError, type SessionId, type VisitorId } from '@alongside/protocol'
import type { SiteRecord } from '../ports/sites.ts'
import type { NewSession } from './new-session.ts'
import type { OpenSession } from './session.ts'

/** Which sessions cannot run side by side, and which of them gives way: O1 to O4 of SPEC.md. */

/** Whom a new session would bring together. */
export type Parties = Pick<NewSession, 'agent' | 'visitorId'>

/** Right now, without the grace between two pages. */
type IsConnected = (id: VisitorId) => boolean

/** Open sessions that cannot run beside a new one: the agent's, where the site says so, and the visitor's. */
export function inTheWayOf(
  { agent, visitorId }: Parties,
  site: SiteRecord,
  open: readonly OpenSession[],
): OpenSession[] {
  return open.filter((old) => {
    if (old.siteId !== site.id) return false
    const sameAgent = old.agent.origin === agent.origin && old.agent.id === agent.id
    return (site.oneSessionPerAgent && sameAgent) || (visitorId !== null && old.visitorId === visitorId)
  })
}

/** @throws AlongsideError `session_exists` with `sessionId` in `details` when one does not give way to a new session */
export function mustGiveWayToNew(
  { agent }: Parties,
  inTheWay: readonly OpenSession[],
  isConnected: IsConnected,
): void {
  const blocking = inTheWay.find((old) => !isReplaceable(old, isConnected))
  if (blocking === undefined) return
  const message =
    blocking.agent.id === agent.id ? undefined : 'The visitor is in a session with somebody else.'
  throw new AlongsideError('session_exists', message, { sessionId: blocking.id })
}

/**
 * The visitor's other sessions, which give way to the one whose code or token the visitor brings.
 * @throws AlongsideError `session_exists` when one of them is running
 */
export function givingWayToChosen(
  chosen: SessionId,
  visitorId: VisitorId,
  open: readonly OpenSession[],
  isConnected: IsConnected,
): OpenSession[] {
  const others = open.filter((other) => other.visitorId === visitorId && other.id !== chosen)
  if (others.some((other) => other.state === 'active' && !isReplaceable(other, isConnected)))
    throw new AlongsideError('session_exists', 'The visitor is in another session.')
  return others
}

/**
 * Whether an old session gives way to a new invitation: somebody it needs is not there any more, so that it could only
 * wait for its lease. A host page between two pages (`navigating`) does not count: an agent who invites somebody else in
 * those seconds means it.
 */
function isReplaceable(session: OpenSession, isConnected: IsConnected): boolean {
  switch (session.state) {
    case 'pending':
      return true
    case 'authorizing':
      return !isConnected(session.visitorId)
    case 'active':
      return session.host.status !== 'present' || session.viewersAwaySince !== null
  }
}
