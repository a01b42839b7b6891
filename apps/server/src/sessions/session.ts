import type {
  ConversationId,
  EndReason,
  GivenVisitor,
  Mode,
  OrganizationId,
  ParticipantId,
  SessionId,
  SiteId,
  VisitorId,
} from '@alongside/protocol'

/** Who invites. console: a signed-in agent, `id` is the user's. api: the integrator's own agent, `id` is theirs. */
type SessionAgent = {
  readonly origin: 'console' | 'api'
  readonly id: string
  readonly name: string
  /** The participant that the agent's first viewer becomes. */
  readonly participantId: ParticipantId
}

/** A viewer that has a place in the session, connected or expected back. */
export type Viewer = {
  readonly id: ParticipantId
  readonly name: string
  readonly connected: boolean
}

/**
 * Where the host page is. `pageId` is the page load that is or was connected.
 * navigating: since `since` no page is connected, and one may come any moment.
 */
export type HostPresence =
  | { readonly status: 'present'; readonly pageId: string; readonly leaving: boolean }
  | { readonly status: 'navigating'; readonly since: number; readonly pageId: string | null }
  | { readonly status: 'away'; readonly since: number; readonly pageId: string | null }

type SessionBase = {
  readonly id: SessionId
  readonly organizationId: OrganizationId
  readonly siteId: SiteId
  readonly conversationId: ConversationId | null
  readonly visitorId: VisitorId | null
  readonly visitorName: string
  /** What the integrator said of the visitor; null when nothing, or when the console opened the session. */
  readonly givenVisitor: GivenVisitor | null
  readonly agent: SessionAgent
  readonly hostId: ParticipantId
  readonly mode: Mode
  readonly createdAt: number
  readonly viewers: readonly Viewer[]
}

/** Waits for the visitor's page: a session made by REST that nobody has joined. */
export type PendingSession = SessionBase & { readonly state: 'pending'; readonly expiresAt: number }

/** The visitor is being asked. */
export type AuthorizingSession = SessionBase & {
  readonly state: 'authorizing'
  readonly visitorId: VisitorId
  readonly expiresAt: number
}

export type ActiveSession = SessionBase & {
  readonly state: 'active'
  readonly visitorId: VisitorId
  /** The tab that accepted. The session stays in it. */
  readonly tabId: string
  readonly startedAt: number
  readonly host: HostPresence
  /** Since when no viewer is connected; null while one is. */
  readonly viewersAwaySince: number | null
}

export type EndedSession = SessionBase & {
  readonly state: 'ended'
  readonly reason: EndReason
  readonly startedAt: number | null
  readonly endedAt: number
}

export type Session = PendingSession | AuthorizingSession | ActiveSession | EndedSession
export type OpenSession = PendingSession | AuthorizingSession | ActiveSession
