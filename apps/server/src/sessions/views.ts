import {
  type AgentSession,
  CAPABILITIES_BY_MODE,
  type Capability,
  type HostStatus,
  type Invitation,
  type Participant,
  type ParticipantId,
  type SessionResource,
  type SessionView,
} from '@alongside/protocol'
import type { ActiveSession, AuthorizingSession, Session } from './session.ts'

/** How a session is shown to each side. */

const HOST_CAPABILITIES: readonly Capability[] = ['view', 'point', 'highlight', 'control', 'navigate']

export function viewOf(session: Session): SessionView {
  const common = { id: session.id, mode: session.mode, participants: participantsOf(session) }
  switch (session.state) {
    case 'pending':
    case 'authorizing':
      return { state: session.state, ...common, expiresAt: session.expiresAt }
    case 'active':
      return { state: 'active', ...common, startedAt: session.startedAt, host: hostStatus(session) }
    case 'ended':
      return { state: 'ended', ...common, reason: session.reason }
  }
}

export function participantOf(session: Session, id: ParticipantId): Participant | null {
  return participantsOf(session).find((participant) => participant.id === id) ?? null
}

export function capabilitiesOf(session: Session, id: ParticipantId): readonly Capability[] {
  return id === session.hostId ? HOST_CAPABILITIES : CAPABILITIES_BY_MODE[session.mode]
}

export function invitationOf(session: AuthorizingSession): Invitation {
  return {
    sessionId: session.id,
    from: session.agent.name,
    mode: session.mode,
    expiresAt: session.expiresAt,
  }
}

export function agentSessionOf(session: Session): AgentSession {
  return {
    id: session.id,
    conversationId: session.conversationId,
    agentId: session.agent.id,
    state: session.state,
    mode: session.mode,
    createdAt: session.createdAt,
    expiresAt: expiryOf(session),
    endReason: session.state === 'ended' ? session.reason : null,
  }
}

export function resourceOf(session: Session): SessionResource {
  const expiresAt = expiryOf(session)
  return {
    id: session.id,
    state: session.state,
    mode: session.mode,
    agent: { id: session.agent.id, name: session.agent.name },
    visitor: session.givenVisitor,
    createdAt: new Date(session.createdAt).toISOString(),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    endReason: session.state === 'ended' ? session.reason : null,
  }
}

function participantsOf(session: Session): Participant[] {
  const host: Participant = {
    id: session.hostId,
    role: 'host',
    name: session.visitorName,
    connected: session.state === 'active' && session.host.status === 'present',
    capabilities: [...HOST_CAPABILITIES],
  }
  const viewers = session.viewers.map((viewer): Participant => ({
    ...viewer,
    role: 'viewer',
    capabilities: [...CAPABILITIES_BY_MODE[session.mode]],
  }))
  return [host, ...viewers]
}

/** A page that said that it leaves is shown as navigating although its connection may live a moment longer. */
function hostStatus({ host }: ActiveSession): HostStatus {
  return host.status === 'present' && host.leaving ? 'navigating' : host.status
}

function expiryOf(session: Session): number | null {
  return session.state === 'pending' || session.state === 'authorizing' ? session.expiresAt : null
}
