import type { SessionId } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Outbox } from '../ports/outbox.ts'
import type { SessionStore } from '../ports/session-store.ts'
import type { SiteRecord, Sites } from '../ports/sites.ts'
import { effectsOf } from './effects-of.ts'
import { SaveQueue } from './save-queue.ts'
import { SessionTimers } from './session-timers.ts'
import type { OpenSession, Session } from './session.ts'
import { restored } from './transitions.ts'

type LiveSessionsDeps = {
  readonly clock: Clock
  readonly store: SessionStore
  readonly sites: Sites
  readonly outbox: Outbox
  /** Called with what failed where nobody waits for the answer. */
  readonly onError: (error: unknown) => void
}

/**
 * All open sessions of this server, in memory; the store has them too, for the next start. Whatever changes one comes
 * through `commit`, which keeps its timer, sends the effects and stores every change of state.
 */
export class LiveSessions {
  readonly #deps: LiveSessionsDeps
  readonly #open = new Map<SessionId, OpenSession>()
  /** Ended, but not stored yet as such. */
  readonly #closing = new Map<SessionId, Session>()
  readonly #timers: SessionTimers
  readonly #queue: SaveQueue
  readonly #stopListening: () => void

  constructor(deps: LiveSessionsDeps) {
    this.#deps = deps
    this.#timers = new SessionTimers(deps.clock, (id) => this.#passTime(id))
    this.#queue = new SaveQueue(deps.store)
    this.#stopListening = deps.sites.onChange((site) => this.useSettings(site))
  }

  /** Takes up the sessions that were open when the server stopped, with fresh leases. */
  async restore(): Promise<void> {
    for (const stored of await this.#deps.store.open()) {
      if (stored.state === 'ended') continue
      const site = await this.#deps.sites.byId(stored.siteId)
      if (site !== null) this.#timers.useSettings(site)
      const session = restored(stored, this.#deps.clock.now())
      this.#open.set(session.id, session)
      this.#timers.schedule(session)
    }
  }

  /** Stops the timers and waits for what is being stored. No session ends by it. */
  async stop(): Promise<void> {
    this.#stopListening()
    this.#timers.stop()
    await this.#queue.settled()
  }

  all(): readonly OpenSession[] {
    return [...this.#open.values()]
  }

  /** The session as it is now, if it is open. */
  current(id: SessionId): OpenSession | null {
    return this.#open.get(id) ?? null
  }

  /** An open session, or an ended one from the store. */
  async find(id: SessionId): Promise<Session | null> {
    const known = this.known(id)
    if (known !== null) return known
    const stored = await this.#deps.store.byId(id)
    return stored?.state === 'ended' ? stored : this.known(id)
  }

  /** The newest state that the store may not have yet. */
  known(id: SessionId): Session | null {
    return this.#open.get(id) ?? this.#closing.get(id) ?? null
  }

  /** Makes the change visible at once, then stores it where it must survive a restart. */
  async commit(before: Session | null, after: Session): Promise<void> {
    if (before === after) return
    if (after.state === 'ended') {
      this.#open.delete(after.id)
      this.#closing.set(after.id, after)
    } else this.#open.set(after.id, after)
    this.#timers.schedule(after)
    this.#deps.outbox.send(effectsOf(before, after, this.#deps.clock.now()))
    if (before?.state === after.state) return
    await this.#queue.save(after)
    if (after.state === 'ended') this.#closing.delete(after.id)
  }

  /** A change that nobody waits for, of a session that is open. */
  apply(id: SessionId, change: (session: OpenSession, now: number) => Session): void {
    const session = this.#open.get(id)
    if (session === undefined) return
    this.commit(session, change(session, this.#deps.clock.now())).catch(this.#deps.onError)
  }

  /** A site's settings hold for its running sessions too. */
  useSettings(site: SiteRecord): void {
    this.#timers.useSettings(site)
    for (const session of this.#open.values()) if (session.siteId === site.id) this.#timers.schedule(session)
  }

  #passTime(id: SessionId): void {
    const session = this.#open.get(id)
    if (session === undefined) return
    const after = this.#timers.passTime(session)
    // A timer may fire a millisecond early: nothing changed, wait for the rest.
    if (after === session) this.#timers.schedule(session)
    else this.commit(session, after).catch(this.#deps.onError)
  }
}
