import type { AgentDown, OrganizationId, UserId, VisitorDown, VisitorId } from '@alongside/protocol'
import type { Session } from '../sessions/session.ts'

/** An event to all pages of one visitor, or to all but the connection that caused it. */
type VisitorEffect = {
  [K in keyof VisitorDown]: {
    readonly to: 'visitor'
    readonly visitorId: VisitorId
    readonly event: K
    readonly data: VisitorDown[K]
    readonly except?: string
  }
}[keyof VisitorDown]

/** An event to an organisation's consoles, or to those of one agent. */
type AgentEffect = {
  [K in keyof AgentDown]: {
    readonly to: 'agents'
    readonly organizationId: OrganizationId
    readonly agentId?: UserId
    readonly event: K
    readonly data: AgentDown[K]
  }
}[keyof AgentDown]

/** The session's participants get its newest view; when it has ended they are let go. */
type SessionEffect = { readonly to: 'session'; readonly session: Session }

export type Effect = VisitorEffect | AgentEffect | SessionEffect

/** Where the domain's effects go. The realtime part implements it: the one place that sends. */
export type Outbox = { send(effects: readonly Effect[]): void }
