import {
  type ConversationId,
  type GivenVisitor,
  LIMITS,
  type Mode,
  type ParticipantId,
  type SessionId,
  type VisitorId,
} from '@alongside/protocol'
import type { SiteRecord } from '../ports/sites.ts'
import { newId } from './ids.ts'
import type { AuthorizingSession, PendingSession } from './session.ts'

/** What is asked for when a session is opened. `visitorId` null: whoever brings its code or token. */
export type NewSession = {
  readonly agent: { readonly origin: 'console' | 'api'; readonly id: string; readonly name: string }
  readonly conversationId: ConversationId | null
  readonly visitorId: VisitorId | null
  readonly visitorName: string
  readonly givenVisitor?: GivenVisitor | undefined
  readonly mode: Mode
}

export function openAuthorizing(
  site: SiteRecord,
  request: NewSession & { readonly visitorId: VisitorId },
  now: number,
  invitationMs: number,
): AuthorizingSession {
  return {
    ...baseFor(site, request, now),
    state: 'authorizing',
    visitorId: request.visitorId,
    expiresAt: now + invitationMs,
  }
}

/** It waits as long as its code is good. */
export function openPending(site: SiteRecord, request: NewSession, now: number): PendingSession {
  return { ...baseFor(site, request, now), state: 'pending', expiresAt: now + LIMITS.codeMs }
}

function baseFor(
  site: SiteRecord,
  request: NewSession,
  now: number,
): Omit<PendingSession, 'state' | 'expiresAt'> {
  const agent = { ...request.agent, participantId: newId<ParticipantId>('par') }
  return {
    id: newId<SessionId>('ses'),
    organizationId: site.organizationId,
    siteId: site.id,
    conversationId: request.conversationId,
    visitorId: request.visitorId,
    visitorName: request.visitorName,
    givenVisitor: request.givenVisitor ?? null,
    agent,
    hostId: newId<ParticipantId>('par'),
    mode: request.mode,
    createdAt: now,
    viewers: [{ id: agent.participantId, name: agent.name, connected: false }],
  }
}
