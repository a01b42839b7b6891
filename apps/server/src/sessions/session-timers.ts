import type { SessionId, SiteId } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { SiteRecord } from '../ports/sites.ts'
import { type Leases, leasesOf, nextDeadline, passTime } from './leases.ts'
import type { OpenSession, Session } from './session.ts'

/** One timer for each session, set to when time alone changes it next by the leases of its site. */
export class SessionTimers {
  readonly #clock: Clock
  readonly #onDue: (id: SessionId) => void
  readonly #cancels = new Map<SessionId, () => void>()
  readonly #leases = new Map<SiteId, Leases>()

  /** `onDue` may come a millisecond early: then `passTime` changes nothing, and the session is to be scheduled again. */
  constructor(clock: Clock, onDue: (id: SessionId) => void) {
    this.#clock = clock
    this.#onDue = onDue
  }

  /** Takes up a site's leases for what is scheduled from now on; sites that are not known have the protocol's. */
  useSettings(site: SiteRecord): void {
    this.#leases.set(site.id, leasesOf(site))
  }

  /** Replaces the session's timer; one that waits for nothing has none. */
  schedule(session: Session): void {
    this.#cancels.get(session.id)?.()
    this.#cancels.delete(session.id)
    const deadline = nextDeadline(session, this.#leasesFor(session.siteId))
    if (deadline === null) return
    const wait = Math.max(0, deadline - this.#clock.now())
    this.#cancels.set(
      session.id,
      this.#clock.after(wait, () => this.#onDue(session.id)),
    )
  }

  /** The session as it stands now, the same object where nothing changed. */
  passTime(session: OpenSession): Session {
    return passTime(session, this.#leasesFor(session.siteId), this.#clock.now())
  }

  stop(): void {
    for (const cancel of this.#cancels.values()) cancel()
    this.#cancels.clear()
  }

  #leasesFor(siteId: SiteId): Leases {
    return this.#leases.get(siteId) ?? leasesOf(null)
  }
}
