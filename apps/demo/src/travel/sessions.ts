import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from './accounts.ts'
import type { SearchQuery } from './search-query.ts'
import type { Trip } from './trips.ts'

/** What a visitor has chosen so far; a later step exists only after the earlier one. */
export interface Booking {
  readonly flightId: string
  readonly fareId: string
  /** The flight back, when the search was for a return. */
  readonly returnFlightId?: string
  readonly seatIds?: readonly string[]
}

/** One browser's state on the travel site. */
export interface TravelSession {
  readonly id: string
  account?: Account
  search?: SearchQuery
  booking?: Booking
  /** Newest first. */
  trips: readonly Trip[]
}

const COOKIE = 'farfield_session'
/** Oldest sessions go first beyond this, so that a crawler cannot fill the memory. */
const MAX_SESSIONS = 2000

/** Sessions of the travel site, in memory and found by cookie. They are lost when the process ends. */
export class TravelSessions {
  readonly #sessions = new Map<string, TravelSession>()

  /** The session of this browser, if it has one. Changes nothing. */
  find(request: FastifyRequest): TravelSession | undefined {
    const id = request.cookies[COOKIE]
    return id === undefined ? undefined : this.#sessions.get(id)
  }

  /** The session of this browser; a new one, with its cookie, if there is none. */
  open(request: FastifyRequest, reply: FastifyReply): TravelSession {
    return this.find(request) ?? this.#start(reply, { trips: [] })
  }

  /** Gives the session a new id, as must be done when its rights change (session fixation). */
  renew(session: TravelSession, reply: FastifyReply): TravelSession {
    this.#sessions.delete(session.id)
    return this.#start(reply, session)
  }

  /** Forgets the session and its cookie. */
  end(session: TravelSession, reply: FastifyReply): void {
    this.#sessions.delete(session.id)
    reply.clearCookie(COOKIE, { path: '/travel' })
  }

  #start(reply: FastifyReply, content: Omit<TravelSession, 'id'>): TravelSession {
    const session: TravelSession = { ...content, id: randomUUID() }
    this.#sessions.set(session.id, session)
    const oldest = this.#sessions.keys().next().value
    if (this.#sessions.size > MAX_SESSIONS && oldest !== undefined) this.#sessions.delete(oldest)
    reply.setCookie(COOKIE, session.id, { path: '/travel', httpOnly: true, sameSite: 'lax' })
    return session
  }
}
