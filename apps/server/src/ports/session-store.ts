import type { OrganizationId, SessionId, SiteId, VisitorId } from '@alongside/protocol'
import type { Session } from '../sessions/session.ts'

/** A code that people type. visitor: an agent enters it; session: a visitor enters it. */
export type Code = {
  readonly id: string
  /** Six digits. */
  readonly code: string
  readonly organizationId: OrganizationId
  readonly siteId: SiteId
  readonly expiresAt: number
} & (
  | { readonly kind: 'visitor'; readonly visitorId: VisitorId }
  | { readonly kind: 'session'; readonly sessionId: SessionId }
)

/** Sessions and codes. Who is connected need not be stored: `restored` says how a session goes on after a start. */
export type SessionStore = {
  /** Inserts or replaces. */
  save(session: Session): Promise<void>
  byId(id: SessionId): Promise<Session | null>
  /** Those not ended. */
  open(): Promise<readonly Session[]>
  /** Saves a code and forgets other open ones of the same visitor. False when an open code has these digits already. */
  addCode(code: Code, now: number): Promise<boolean>
  /** An open code of this kind and site, which stays open; null when there is none. */
  findCode(digits: string, kind: Code['kind'], siteId: SiteId, now: number): Promise<Code | null>
  /** Uses up an open code of this kind and site; null when there is none. Of two at the same time one gets it. */
  useCode(digits: string, kind: Code['kind'], siteId: SiteId, now: number): Promise<Code | null>
}
