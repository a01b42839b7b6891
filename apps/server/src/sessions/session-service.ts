import {
  AlongsideError,
  type EndReason,
  type Invitation,
  type Mode,
  type ParticipantId,
  type SessionId,
  type SiteId,
  type UserId,
  type VisitorId,
} from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { SessionStore } from '../ports/session-store.ts'
import type { SiteRecord, Sites } from '../ports/sites.ts'
import { admitHost, type HostCandidate } from './admit-host.ts'
import { effectsOf } from './effects-of.ts'
import { newId } from './ids.ts'
import { type Leases, leasesOf, nextDeadline, passTime } from './leases.ts'
import { type NewSession, openPending, openAuthorizing } from './new-session.ts'
import { replaceable } from './replaceable.ts'
import type { ActiveSession, AuthorizingSession, OpenSession, PendingSession, Session } from './session.ts'
import * as transitions from './transitions.ts'
import { invitationOf } from './views.ts'

export type SessionServiceDeps = {
  readonly clock: Clock
  readonly store: SessionStore
  readonly sites: Sites
  readonly outbox: Outbox
  /** How long an invitation stays open, in milliseconds. */
  readonly invitationMs: number
  readonly isVisitorOnline: (id: VisitorId) => boolean
  /** Right now, without the grace between two pages. */
  readonly isVisitorConnected: (id: VisitorId) => boolean
  /** Called with what failed where nobody waits for the answer. */
  readonly onError: (error: unknown) => void
}

/** Whom a new session would bring together. */
type Parties = Pick<NewSession, 'agent' | 'visitorId'>

/**
 * All open sessions of this server, in memory; the store has them too, for the next start. It applies the transitions,
 * keeps one timer for each session, stores every change of state before the caller's answer, and sends the effects.
 */
export class SessionService {
  readonly #deps: SessionServiceDeps
  readonly #open = new Map<SessionId, OpenSession>()
  /** Ended, but not stored yet as such. */
  readonly #closing = new Map<SessionId, Session>()
  readonly #timers = new Map<SessionId, () => void>()
  readonly #leases = new Map<SiteId, Leases>()
  readonly #saving = new Set<Promise<void>>()
  #lastSave: Promise<void> = Promise.resolve()
  readonly #stopListening: () => void

  constructor(deps: SessionServiceDeps) {
    this.#deps = deps
    this.#stopListening = deps.sites.onChange((site) => this.#useSettings(site))
  }

  /** Takes up the sessions that were open when the server stopped, with fresh leases. */
  async restore(): Promise<void> {
    for (const stored of await this.#deps.store.open()) {
      if (stored.state === 'ended') continue
      const site = await this.#deps.sites.byId(stored.siteId)
      this.#leases.set(stored.siteId, leasesOf(site))
      const session = transitions.restored(stored, this.#deps.clock.now())
      this.#open.set(session.id, session)
      this.#schedule(session)
    }
  }

  /** Stops the timers and waits for what is being stored. No session ends by it. */
  async stop(): Promise<void> {
    this.#stopListening()
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    await Promise.allSettled(this.#saving)
  }

  /** An open session, or an ended one from the store. */
  async find(id: SessionId): Promise<Session | null> {
    const known = this.#known(id)
    if (known !== undefined) return known
    const stored = await this.#deps.store.byId(id)
    return stored?.state === 'ended' ? stored : (this.#known(id) ?? null)
  }

  /** @throws AlongsideError `not_found` */
  async mustFind(id: SessionId): Promise<Session> {
    const session = await this.find(id)
    if (session === null) throw new AlongsideError('not_found')
    return session
  }

  /** The session as it is now, if it is open. */
  current(id: SessionId): OpenSession | null {
    return this.#open.get(id) ?? null
  }

  openSessions(): readonly OpenSession[] {
    return [...this.#open.values()]
  }

  invitationFor(visitorId: VisitorId): Invitation | null {
    const asked = this.openSessions().find(
      (session): session is AuthorizingSession =>
        session.state === 'authorizing' && session.visitorId === visitorId,
    )
    return asked === undefined ? null : invitationOf(asked)
  }

  activeFor(visitorId: VisitorId): ActiveSession | null {
    const active = this.openSessions().find(
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
    this.checkInvite(site, request)
    const replaced = this.#makeWay(site, request)
    const session = openAuthorizing(site, request, this.#deps.clock.now(), this.#deps.invitationMs)
    this.#useSettings(site)
    await Promise.all([...replaced, this.#commit(null, session)])
    return session
  }

  /**
   * Whether this invitation would be let through; changes nothing.
   * @throws AlongsideError `not_connected`, `session_exists`
   */
  checkInvite(site: SiteRecord, request: Parties): void {
    if (request.visitorId !== null && !this.#deps.isVisitorOnline(request.visitorId))
      throw new AlongsideError('not_connected')
    for (const old of this.#inTheWay(site, request)) {
      if (replaceable(old, this.#deps.isVisitorConnected)) continue
      const message =
        old.agent.id === request.agent.id ? undefined : 'The visitor is in a session with somebody else.'
      throw new AlongsideError('session_exists', message, { sessionId: old.id })
    }
  }

  /**
   * An integrator opens a session, which waits for the visitor's page.
   * @throws AlongsideError `session_exists`
   */
  async create(site: SiteRecord, request: NewSession & { readonly mode: Mode }): Promise<PendingSession> {
    this.checkInvite(site, request)
    const replaced = this.#makeWay(site, request)
    const session = openPending(site, request, this.#deps.clock.now())
    this.#useSettings(site)
    await Promise.all([...replaced, this.#commit(null, session)])
    return session
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
      if (asked !== session) this.#giveWay(visitor.id, id, now)
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

  /** See admitHost. */
  async admitHost(id: SessionId, candidate: HostCandidate): Promise<'admit' | 'probe'> {
    return admitHost(await this.mustFind(id), candidate)
  }

  hostConnected(id: SessionId, pageId: string): void {
    this.#apply(id, (session) =>
      session.state === 'active' ? transitions.hostConnected(session, pageId) : session,
    )
  }

  hostLeaving(id: SessionId, pageId: string): void {
    this.#apply(id, (session) => transitions.hostLeaving(session, pageId))
  }

  hostDisconnected(id: SessionId, pageId: string): void {
    this.#apply(id, (session) => transitions.hostDisconnected(session, pageId, this.#deps.clock.now()))
  }

  /** The participant that a viewer with a token for the session, but for no place in it, becomes. */
  placeFor(session: OpenSession): ParticipantId {
    return transitions.placeFor(session, () => newId<ParticipantId>('par'))
  }

  viewerConnected(id: SessionId, participantId: ParticipantId): void {
    this.#apply(id, (session) => transitions.viewerConnected(session, participantId))
  }

  viewerDisconnected(id: SessionId, participantId: ParticipantId): void {
    this.#apply(id, (session) =>
      transitions.viewerDisconnected(session, participantId, this.#deps.clock.now()),
    )
  }

  #known(id: SessionId): Session | undefined {
    return this.#open.get(id) ?? this.#closing.get(id)
  }

  /** Reads, changes and publishes without a pause between, so that two changes at a time cannot undo each other. */
  async #change(id: SessionId, change: (session: Session, now: number) => Session): Promise<Session> {
    const session = this.#known(id) ?? (await this.mustFind(id))
    const newest = this.#known(id) ?? session
    return this.#commit(newest, change(newest, this.#deps.clock.now()))
  }

  #giveWay(visitorId: VisitorId, to: SessionId, now: number): void {
    const others = this.openSessions().filter((other) => other.visitorId === visitorId && other.id !== to)
    if (
      others.some((other) => other.state === 'active' && !replaceable(other, this.#deps.isVisitorConnected))
    )
      throw new AlongsideError('session_exists', 'The visitor is in another session.')
    for (const other of others)
      this.#commit(other, transitions.end(other, 'replaced', now)).catch(this.#deps.onError)
  }

  #apply(id: SessionId, change: (session: OpenSession) => Session): void {
    const session = this.#open.get(id)
    if (session !== undefined) this.#commit(session, change(session)).catch(this.#deps.onError)
  }

  /** Sessions that cannot run beside the new one: the agent's, where the site says so, and the visitor's. */
  #inTheWay(site: SiteRecord, request: Parties): OpenSession[] {
    const { agent, visitorId } = request
    return this.openSessions().filter((old) => {
      if (old.siteId !== site.id) return false
      const sameAgent = old.agent.origin === agent.origin && old.agent.id === agent.id
      return (site.oneSessionPerAgent && sameAgent) || (visitorId !== null && old.visitorId === visitorId)
    })
  }

  #makeWay(site: SiteRecord, request: NewSession): Promise<Session>[] {
    const now = this.#deps.clock.now()
    return this.#inTheWay(site, request).map((old) =>
      this.#commit(old, transitions.end(old, 'replaced', now)),
    )
  }

  /** Makes the change visible at once, then stores it where it must survive a restart. */
  async #commit(before: Session | null, after: Session): Promise<Session> {
    if (before === after) return after
    if (after.state === 'ended') {
      this.#open.delete(after.id)
      this.#closing.set(after.id, after)
    } else this.#open.set(after.id, after)
    this.#schedule(after)
    this.#deps.outbox.send(effectsOf(before, after))
    if (before?.state !== after.state) await this.#save(after)
    return after
  }

  /** One after the other, so that an older state never overwrites a newer one. */
  async #save(session: Session): Promise<void> {
    const previous = this.#lastSave
    const saved = previous.catch(() => {}).then(() => this.#deps.store.save(session))
    this.#lastSave = saved
    this.#saving.add(saved)
    try {
      await saved
      if (session.state === 'ended') this.#closing.delete(session.id)
    } finally {
      this.#saving.delete(saved)
    }
  }

  #schedule(session: Session): void {
    this.#timers.get(session.id)?.()
    this.#timers.delete(session.id)
    const deadline = nextDeadline(session, this.#leasesFor(session.siteId))
    if (deadline === null) return
    const wait = Math.max(0, deadline - this.#deps.clock.now())
    this.#timers.set(
      session.id,
      this.#deps.clock.after(wait, () => this.#passTime(session.id)),
    )
  }

  #passTime(id: SessionId): void {
    const session = this.#open.get(id)
    if (session === undefined) return
    const after = passTime(session, this.#leasesFor(session.siteId), this.#deps.clock.now())
    // A timer may fire a millisecond early: nothing changed, wait for the rest.
    if (after === session) this.#schedule(session)
    else this.#commit(session, after).catch(this.#deps.onError)
  }

  #leasesFor(siteId: SiteId): Leases {
    return this.#leases.get(siteId) ?? leasesOf(null)
  }

  #useSettings(site: SiteRecord): void {
    this.#leases.set(site.id, leasesOf(site))
    for (const session of this.#open.values()) if (session.siteId === site.id) this.#schedule(session)
  }
}
