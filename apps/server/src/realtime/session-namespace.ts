import { isDeepStrictEqual } from 'node:util'
import {
  AlongsideError,
  LIMITS,
  PROTOCOL_VERSION,
  type SessionId,
  type Up,
  type UpEvent,
  upSchemas,
} from '@alongside/protocol'
import type { Namespace, Socket } from 'socket.io'
import { parseInput } from '../parse-input.ts'
import type { SiteRecord } from '../ports/sites.ts'
import type { Services } from '../services.ts'
import type { Session } from '../sessions/session.ts'
import { participantOf, viewOf } from '../sessions/views.ts'
import { admitting, toErrorBody } from './edge.ts'
import { takeHotEvents } from './fast-lane.ts'
import { routeMessage } from './route-message.ts'
import { type Admission, admit, renewToken } from './session-handshake.ts'
import { type Member, SessionRoom } from './session-room.ts'
import { createNewestSignals } from './newest-signals.ts'
import { createTokenBucket } from './token-bucket.ts'

/** All kinds of messages together; a host sends frames and results for up to 20 viewers. */
const MESSAGES_PER_SECOND = { host: 2000, viewer: 500 } as const
/** When a token is replaced, as a part of its life. */
const RENEW_AT = 2 / 3

/** Serves `/session`: the host page and the viewers of each session. */
export class SessionNamespace {
  readonly #services: Services
  readonly #rooms = new Map<SessionId, SessionRoom>()
  readonly #admissions = new WeakMap<Socket, Admission>()
  /** Counts changes of sites, to notice one under a reading. */
  #siteChanges = 0

  constructor(namespace: Namespace, services: Services) {
    this.#services = services
    const check = admitting(services.log, async (socket: Socket) => {
      const admission = await admit(socket.handshake.auth, services, (id) => this.#rooms.get(id))
      this.#admissions.set(socket, admission)
    })
    namespace.use((socket, next) => void check(socket, next))
    namespace.on('connection', (socket) => this.#handleConnection(socket))
  }

  /** Participants of a session get its newest view. */
  publish(session: Session): void {
    this.#rooms.get(session.id)?.publish(session)
  }

  /** Running sessions of the site take up its new masking rules. */
  publishMasking(site: SiteRecord): void {
    this.#siteChanges += 1
    for (const session of this.#services.sessions.openSessions())
      if (session.siteId === site.id) this.#rooms.get(session.id)?.broadcast('masking', site.masking, 'host')
  }

  /** Says that the server stops; sessions go on after it is back. */
  announceStop(): void {
    for (const room of this.#rooms.values())
      room.broadcast('problem', {
        kind: 'server_stopped',
        message: 'The server stops. The session goes on by itself when it is back.',
      })
  }

  #handleConnection(socket: Socket): void {
    const admission = this.#admissions.get(socket)
    if (admission === undefined || !this.#isStillAdmitted(admission)) {
      // Another page came first while this one was checked: it comes again and is told.
      socket.disconnect()
      return
    }
    const { sessionId } = admission
    const room = this.#rooms.get(sessionId) ?? new SessionRoom(sessionId, this.#services.clock)
    this.#enter(room, admission, socket)
  }

  #isStillAdmitted({ sessionId, role, pageId, id }: Admission): boolean {
    const session = this.#services.sessions.current(sessionId)
    if (session === null) return false
    if (role === 'viewer')
      return (
        session.viewers.some((viewer) => viewer.id === id) ||
        session.viewers.length < LIMITS.viewersPerSession
      )
    if (session.state !== 'active') return false
    const { host } = session
    return host.status !== 'present' || host.leaving || host.pageId === pageId
  }

  #enter(room: SessionRoom, admission: Admission, socket: Socket): void {
    const { attendance } = this.#services
    const { id, role, pageId } = admission
    const member: Member = { id, role, pageId, socket }
    const old = room.member(id)
    // Leaving first, by its `disconnect` event in this very call, shows the others that what follows is a new
    // connection, which knows nothing of the mirror yet.
    old?.socket.disconnect()
    socket.on('disconnect', () => this.#leave(room, member))
    this.#listen(room, member)
    if (role === 'host') attendance.hostConnected(room.id, pageId ?? '')
    else attendance.viewerConnected(room.id, id)
    this.#welcome(room, admission, socket)
    room.add(member)
    this.#rooms.set(room.id, room)
    this.#renewInTime(room, admission, socket)
    this.#catchUpMasking(admission, socket).catch((error: unknown) => {
      // With rules that may be old it must not go on: the page comes again.
      this.#services.log.error({ err: error }, 'the masking of a site could not be read')
      socket.disconnect()
    })
  }

  /** Rules saved after the welcome's were read and before the page could be told of changes. */
  async #catchUpMasking({ sessionId, site: told }: Admission, socket: Socket): Promise<void> {
    const { sessions, sites } = this.#services
    const siteId = sessions.current(sessionId)?.siteId
    if (told === null || siteId === undefined) return
    let changes: number
    let site: SiteRecord | null
    do {
      changes = this.#siteChanges
      // oxlint-disable-next-line no-await-in-loop -- reads again what changed under the reading.
      site = await sites.byId(siteId)
    } while (changes !== this.#siteChanges)
    if (site !== null && !isDeepStrictEqual(site.masking, told.masking)) socket.emit('masking', site.masking)
  }

  #leave(room: SessionRoom, member: Member): void {
    if (!room.remove(member)) return
    if (room.isEmpty) this.#rooms.delete(room.id)
    const { attendance } = this.#services
    if (member.role === 'host') attendance.hostDisconnected(room.id, member.pageId ?? '')
    else attendance.viewerDisconnected(room.id, member.id)
  }

  #welcome(room: SessionRoom, { id, token, site, resources }: Admission, socket: Socket): void {
    const session = this.#services.sessions.current(room.id)
    const me = session === null ? null : participantOf(session, id)
    if (session === null || me === null) return
    const common = { protocol: PROTOCOL_VERSION, me, session: viewOf(session), token }
    socket.emit('welcome', { ...common, ...site, ...(resources === undefined ? {} : { resources }) })
  }

  #renewInTime(room: SessionRoom, { id, role, tabId }: Admission, socket: Socket): void {
    const { clock, log } = this.#services
    const who = role === 'host' ? ({ role, tabId: tabId ?? '' } as const) : ({ role, id } as const)
    let cancel = () => {}
    const renew = async () => {
      schedule()
      try {
        socket.emit('token', { token: await renewToken(this.#services, room.id, who) })
      } catch (error) {
        log.error({ err: error }, 'a token was not renewed')
      }
    }
    const schedule = () => {
      cancel = clock.after(LIMITS.sessionTokenMs * RENEW_AT, () => void renew())
    }
    schedule()
    socket.on('disconnect', () => cancel())
  }

  #listen(room: SessionRoom, member: Member): void {
    const { clock, log } = this.#services
    const { socket, role } = member
    const messages = createTokenBucket(clock, MESSAGES_PER_SECOND[role])
    const orTellProblem = (work: () => void) => {
      try {
        work()
      } catch (error) {
        const { kind, message } = toErrorBody(error, log)
        socket.emit('problem', { kind, message })
      }
    }
    const signals = createNewestSignals(clock, LIMITS.signalsPerSecond, (signal) =>
      orTellProblem(() => this.#handle(room, member, 'signal', signal)),
    )
    socket.on('disconnect', () => signals.stop())
    const mustBeFew = () => {
      if (!messages.take()) throw new AlongsideError('rate_limited', 'Too many messages.')
    }
    const handle = <K extends UpEvent>(event: K, message: Up[K]) => {
      if (event === 'signal') signals.offer(message as Up['signal'])
      else this.#handle(room, member, event, message)
    }
    takeHotEvents(socket, (event, message) =>
      orTellProblem(() => {
        mustBeFew()
        handle(event, message)
      }),
    )
    socket.onAny((event: string, payload: unknown) =>
      orTellProblem(() => {
        mustBeFew()
        if (!isUpEvent(event)) throw new AlongsideError('invalid_input', `There is no event "${event}".`)
        handle(event, parseInput(upSchemas[event], payload))
      }),
    )
  }

  #handle<K extends UpEvent>(room: SessionRoom, member: Member, event: K, message: Up[K]): void {
    const { sessions, attendance, log } = this.#services
    const session = sessions.current(room.id)
    if (session === null || room.member(member.id) !== member) return
    if (event === 'probe-reply' && room.takeProbeReply(message as Up['probe-reply'])) return
    const routed = routeMessage(session, member, event, message)
    switch (routed.kind) {
      case 'deliver':
        return room.deliver(routed.deliveries)
      case 'leaving':
        return attendance.hostLeaving(room.id, member.pageId ?? '')
      case 'end': {
        const by = member.role === 'host' ? 'visitor' : 'agent'
        const ending = routed.hasFailed ? sessions.end(room.id, 'failed') : sessions.endBy(room.id, by)
        ending.catch((error: unknown) => log.error({ err: error }, 'the end of a session was not stored'))
      }
    }
  }
}

function isUpEvent(event: string): event is UpEvent {
  return Object.hasOwn(upSchemas, event)
}
