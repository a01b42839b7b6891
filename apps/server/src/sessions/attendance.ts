import { AlongsideError, type ParticipantId, type SessionId } from '@alongside/protocol'
import { admitHost, type HostCandidate } from './admit-host.ts'
import { newId } from './ids.ts'
import type { LiveSessions } from './live-sessions.ts'
import type { OpenSession } from './session.ts'
import * as transitions from './transitions.ts'

/** Who of a session is connected: told by whoever has the connections, while nobody waits for an answer. */
export class Attendance {
  readonly #live: LiveSessions

  constructor(live: LiveSessions) {
    this.#live = live
  }

  /**
   * See admitHost.
   * @throws AlongsideError `not_found`, and what admitHost throws
   */
  async admitHost(id: SessionId, candidate: HostCandidate): Promise<'admit' | 'probe'> {
    const session = await this.#live.find(id)
    if (session === null) throw new AlongsideError('not_found')
    return admitHost(session, candidate)
  }

  hostConnected(id: SessionId, pageId: string): void {
    this.#live.apply(id, (session) =>
      session.state === 'active' ? transitions.hostConnected(session, pageId) : session,
    )
  }

  hostLeaving(id: SessionId, pageId: string): void {
    this.#live.apply(id, (session) => transitions.hostLeaving(session, pageId))
  }

  hostDisconnected(id: SessionId, pageId: string): void {
    this.#live.apply(id, (session, now) => transitions.hostDisconnected(session, pageId, now))
  }

  /** The participant that a viewer with a token for the session, but for no place in it, becomes. */
  placeFor(session: OpenSession): ParticipantId {
    return transitions.placeFor(session, () => newId<ParticipantId>('par'))
  }

  viewerConnected(id: SessionId, participantId: ParticipantId): void {
    this.#live.apply(id, (session) => transitions.viewerConnected(session, participantId))
  }

  viewerDisconnected(id: SessionId, participantId: ParticipantId): void {
    this.#live.apply(id, (session, now) => transitions.viewerDisconnected(session, participantId, now))
  }
}
