import {
  AlongsideError,
  type EndReason,
  type Invitation,
  type Mode,
  type SessionId,
  type SiteId,
  type UserId,
  type VisitorId,
} from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { SiteRecord } from '../ports/sites.ts'
import { givingWayToChosen, inTheWayOf, mustGiveWayToNew, type Parties } from './conflicts.ts'
import type { LiveSessions } from './live-sessions.ts'
import { type NewSession, openPending, openAuthorizing } from './new-session.ts'
import type { ActiveSession, AuthorizingSession, OpenSession, PendingSession, Session } from './session.ts'
import * as transitions from './transitions.ts'
import { invitationOf } from './views.ts'

export type SessionServiceDeps = {
  readonly clock: Clock
  readonly live: LiveSessions
  /** How long an invitation stays open, in milliseconds. */
  readonly invitationMs: number
  readonly isVisitorOnline: (id: VisitorId) => boolean
  /** Right now, without the grace between two pages. */
  readonly isVisitorConnected: (id: VisitorId) => boolean
  /** Called with what failed where nobody waits for the answer. */
  readonly onError: (error: unknown) => void
}

/** What can be done with sessions, by whoever asks: finds the session, applies the transition, and commits it. */
export class SessionService {
  readonly #deps: SessionServiceDeps
  readonly #live: LiveSessions

  constructor(deps: SessionServiceDeps) {
    this.#deps = deps
    this.#live = deps.live
  }

  /** See LiveSessions.find. */
  find(id: SessionId): Promise<Session | null> {
    return this.#live.find(id)
  }

  /** @throws AlongsideError `not_found` */
  async mustFind(id: SessionId): Promise<Session> {
    const session = await this.#live.find(id)
    if (session === null) throw new AlongsideError('not_found')
    return session
  }

  /** The session as it is now, if it is open. */
  current(id: SessionId): OpenSession | null {
    return this.#live.current(id)
  }

  openSessions(): readonly OpenSession[] {
    return this.#live.all()
  }

  invitationFor(visitorId: VisitorId): Invitation | null {
    const asked = this.#live
      .all()
      .find(
        (session): session is AuthorizingSession =>
          session.state === 'authorizing' && session.visitorId === visitorId,
      )
    return asked === undefined ? null : invitationOf(asked)
  }

  activeFor(visitorId: VisitorId): ActiveSession | null {
    const active = this.#live
      .all()
      .find(
        (session): session is ActiveSession => session.state === 'active' && session.visitorId === visitorId,
      )
    return active ?? null
  }

  /**
   * An agent invites a visitor.
   * @throws AlongsideError `not_connected`, `session_exists`
   */
  async invite(
    site: SiteRecord,
    request: NewSession & { readonly visitorId: VisitorId },
  ): Promise<AuthorizingSession> {
    const open = () => openAuthorizing(site, request, this.#deps.clock.now(), this.#deps.invitationMs)
    return this.#open(site, request, open)
  }

  /**
   * Whether this invitation would be let through; changes nothing.
   * @throws AlongsideError `not_connected`, `session_exists`
   */
  checkInvite(site: SiteRecord, request: Parties): void {
    if (request.visitorId !== null && !this.#deps.isVisitorOnline(request.visitorId))
      throw new AlongsideError('not_connected')
    mustGiveWayToNew(request, inTheWayOf(request, site, this.#live.all()), this.#deps.isVisitorConnected)
  }

  /**
   * An integrator opens a session, which waits for the visitor's page.
   * @throws AlongsideError `session_exists`
   */
  async create(site: SiteRecord, request: NewSession & { readonly mode: Mode }): Promise<PendingSession> {
    return this.#open(site, request, () => openPending(site, request, this.#deps.clock.now()))
  }

  /**
   * The visitor's page brings a session's code or token: the question is put to the visitor. May be repeated.
   * An older open invitation of the visitor gives way, since the visitor chose this one.
   * @throws AlongsideError `not_found`, `conflict`, `session_ended`, `invitation_closed`, `session_exists`
   */
  async ask(
    id: SessionId,
    visitor: { readonly id: VisitorId; readonly siteId: SiteId; readonly name: string | null },
  ): Promise<void> {
    await this.#change(id, (session, now) => {
      if (session.siteId !== visitor.siteId) throw new AlongsideError('not_found')
      const asked = transitions.ask(session, visitor, now + this.#deps.invitationMs)
      if (asked !== session) this.#makeWayForChosen(id, visitor.id)
      return asked
    })
  }

  /** See transitions.accept. */
  async accept(id: SessionId, by: { visitorId: VisitorId; tabId: string }): Promise<Session> {
    return this.#change(id, (session, now) => transitions.accept(session, by, now))
  }

  /** See transitions.decline. */
  async decline(id: SessionId, visitorId: VisitorId): Promise<Session> {
    return this.#change(id, (session, now) => transitions.decline(session, visitorId, now))
  }

  /** See transitions.withdraw. */
  async withdraw(id: SessionId): Promise<Session> {
    return this.#change(id, transitions.withdraw)
  }

  /** One side ends it; an agent who ends what is not accepted yet withdraws it. */
  async endBy(id: SessionId, side: 'visitor' | 'agent'): Promise<Session> {
    return this.#change(id, (session, now) => {
      if (side === 'visitor') return transitions.end(session, 'visitor_ended', now)
      return transitions.end(session, session.state === 'active' ? 'agent_ended' : 'withdrawn', now)
    })
  }

  /** Ends the session, whatever its state; one that has ended stays as it is. */
  async end(id: SessionId, reason: EndReason): Promise<Session> {
    return this.#change(id, (session, now) => transitions.end(session, reason, now))
  }

  /** Ends all that a signed-in agent has open, for the same reasons as if the agent did. */
  async endAllOf(agentId: UserId): Promise<void> {
    const own = this.openSessions().filter(({ agent }) => agent.origin === 'console' && agent.id === agentId)
    await Promise.all(own.map(({ id }) => this.endBy(id, 'agent')))
  }

  /** Reads, changes and publishes without a pause between, so that two changes at a time cannot undo each other. */
  async #change(id: SessionId, change: (session: Session, now: number) => Session): Promise<Session> {
    const session = this.#live.known(id) ?? (await this.mustFind(id))
    const newest = this.#live.known(id) ?? session
    const after = change(newest, this.#deps.clock.now())
    await this.#live.commit(newest, after)
    return after
  }

  /** Ends what gives way to the new session, and opens it. */
  async #open<S extends OpenSession>(site: SiteRecord, request: Parties, open: () => S): Promise<S> {
    this.checkInvite(site, request)
    const replaced = inTheWayOf(request, site, this.#live.all()).map((old) => this.#replace(old))
    const session = open()
    this.#live.useSettings(site)
    await Promise.all([...replaced, this.#live.commit(null, session)])
    return session
  }

  #makeWayForChosen(chosen: SessionId, visitorId: VisitorId): void {
    const others = givingWayToChosen(chosen, visitorId, this.#live.all(), this.#deps.isVisitorConnected)
    for (const other of others) this.#replace(other).catch(this.#deps.onError)
  }

  #replace(old: OpenSession): Promise<void> {
    return this.#live.commit(old, transitions.end(old, 'replaced', this.#deps.clock.now()))
  }
}
