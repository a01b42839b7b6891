import {
  AlongsideError,
  type EndReason,
  LIMITS,
  type ParticipantId,
  type VisitorId,
} from '@alongside/protocol'
import type {
  ActiveSession,
  AuthorizingSession,
  EndedSession,
  HostPresence,
  OpenSession,
  PendingSession,
  Session,
  Viewer,
} from './session.ts'

/**
 * How a session changes: from a session and an input to the next session, the same object where nothing changes.
 * The rules are in SPEC.md. Refusals are thrown as AlongsideError, since all of them end up with whoever asked.
 */

/** The visitor's page has come: the question is put to the visitor, until `expiresAt`. */
export function ask(
  session: Session,
  visitor: { readonly id: VisitorId; readonly name: string | null },
  expiresAt: number,
): Session {
  if (session.state === 'ended') throw endedError(session)
  if (session.visitorId !== null && session.visitorId !== visitor.id)
    throw new AlongsideError('conflict', 'This session was opened in another browser.')
  if (session.state !== 'pending') return session
  const asked: AuthorizingSession = {
    ...session,
    state: 'authorizing',
    visitorId: visitor.id,
    visitorName: visitor.name ?? session.visitorName,
    expiresAt,
  }
  return asked
}

/**
 * The visitor accepts in a tab. Repeating it from the same tab changes nothing, so a page that navigates while its
 * answer is under way can ask again from the next page.
 * @throws AlongsideError `not_found`, `invitation_closed`, `session_ended`, `host_elsewhere`
 */
export function accept(
  session: Session,
  by: { readonly visitorId: VisitorId; readonly tabId: string },
  now: number,
): ActiveSession {
  mustBelongTo(session, by.visitorId)
  switch (session.state) {
    case 'pending':
      throw new AlongsideError('not_found')
    case 'ended':
      throw endedError(session)
    case 'active':
      if (session.tabId !== by.tabId) throw new AlongsideError('host_elsewhere')
      return session
    case 'authorizing': {
      if (now >= session.expiresAt) throw new AlongsideError('invitation_closed')
      const { expiresAt: _, ...base } = session
      return {
        ...base,
        state: 'active',
        tabId: by.tabId,
        startedAt: now,
        host: { status: 'navigating', since: now, pageId: null },
        viewersAwaySince: session.viewers.some((viewer) => viewer.connected) ? null : now,
      }
    }
  }
}

/**
 * The visitor declines.
 * @throws AlongsideError `not_found`, `conflict` when it was accepted already
 */
export function decline(session: Session, visitorId: VisitorId, now: number): Session {
  mustBelongTo(session, visitorId)
  if (session.state === 'ended') return session
  if (session.state === 'active')
    throw new AlongsideError('conflict', 'The invitation was accepted already; end the session instead.')
  return end(session, 'declined', now)
}

/**
 * The agent takes the invitation back.
 * @throws AlongsideError `conflict` when it was accepted already
 */
export function withdraw(session: Session, now: number): Session {
  if (session.state === 'ended') return session
  if (session.state === 'active')
    throw new AlongsideError('conflict', 'The visitor has accepted meanwhile; end the session instead.')
  return end(session, 'withdrawn', now)
}

/** Ends a session for good. One that has ended keeps its first reason. */
export function end(session: Session, reason: EndReason, now: number): EndedSession {
  if (session.state === 'ended') return session
  return {
    ...baseOf(session),
    state: 'ended',
    reason,
    startedAt: session.state === 'active' ? session.startedAt : null,
    endedAt: now,
  }
}

/** A host page connected. */
export function hostConnected(session: ActiveSession, pageId: string): ActiveSession {
  return withHost(session, { status: 'present', pageId, leaving: false })
}

/** The host page said that it unloads: another page may take its place. */
export function hostLeaving(session: Session, pageId: string): Session {
  if (session.state !== 'active' || session.host.status !== 'present' || session.host.pageId !== pageId)
    return session
  return withHost(session, { ...session.host, leaving: true })
}

/** The host page's connection is gone. That of a page which was replaced meanwhile changes nothing. */
export function hostDisconnected(session: Session, pageId: string, now: number): Session {
  if (session.state !== 'active' || session.host.status !== 'present' || session.host.pageId !== pageId)
    return session
  return withHost(session, { status: 'navigating', since: now, pageId })
}

/** A viewer connected. Places of viewers that are not connected are given up: they were earlier pages of the agent. */
export function viewerConnected(session: OpenSession, id: ParticipantId): OpenSession {
  const others = session.viewers.filter((viewer) => viewer.id !== id && viewer.connected)
  const viewers = [...others, { id, name: session.agent.name, connected: true }]
  return session.state === 'active'
    ? { ...session, viewers, viewersAwaySince: null }
    : { ...session, viewers }
}

/** A viewer's connection is gone. The last one keeps its place, and its lease begins. */
export function viewerDisconnected(session: Session, id: ParticipantId, now: number): Session {
  if (session.state === 'ended' || !session.viewers.some((viewer) => viewer.id === id && viewer.connected))
    return session
  const others = session.viewers.filter((viewer) => viewer.id !== id)
  const isLast = !others.some((viewer) => viewer.connected)
  const viewers: readonly Viewer[] = isLast ? [{ id, name: session.agent.name, connected: false }] : others
  if (session.state !== 'active') return { ...session, viewers }
  return { ...session, viewers, viewersAwaySince: isLast ? now : null }
}

/** After a start of the server nobody is connected and every lease begins anew. */
export function restored(session: OpenSession, now: number): OpenSession {
  const { participantId: id, name } = session.agent
  const viewers = [{ id, name, connected: false }]
  if (session.state !== 'active') return { ...session, viewers }
  return { ...session, viewers, host: { status: 'away', since: now, pageId: null }, viewersAwaySince: now }
}

/** Which participant a viewer becomes: the first free place, or one of its own. */
export function placeFor(session: OpenSession, newId: () => ParticipantId): ParticipantId {
  const free = session.viewers.find((viewer) => !viewer.connected)
  if (free !== undefined) return free.id
  if (session.viewers.length >= LIMITS.viewersPerSession)
    throw new AlongsideError('rate_limited', `A session has at most ${LIMITS.viewersPerSession} viewers.`)
  return newId()
}

function mustBelongTo(session: Session, visitorId: VisitorId): void {
  if (session.visitorId !== visitorId) throw new AlongsideError('not_found')
}

function endedError(session: EndedSession): AlongsideError {
  return new AlongsideError(session.startedAt === null ? 'invitation_closed' : 'session_ended', undefined, {
    reason: session.reason,
  })
}

function withHost(session: ActiveSession, host: HostPresence): ActiveSession {
  return { ...session, host }
}

function baseOf(session: OpenSession): Omit<PendingSession, 'state' | 'expiresAt'> {
  const { id, organizationId, siteId, conversationId, visitorId, visitorName } = session
  const { givenVisitor, agent, hostId, mode, createdAt, viewers } = session
  return {
    id,
    organizationId,
    siteId,
    conversationId,
    visitorId,
    visitorName,
    givenVisitor,
    agent,
    hostId,
    mode,
    createdAt,
    viewers,
  }
}
