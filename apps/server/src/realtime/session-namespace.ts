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
import type { SiteRecord } from '../ports/sites.ts'
import type { Services } from '../services.ts'
import type { Session } from '../sessions/session.ts'
import { participantOf, viewOf } from '../sessions/views.ts'
import { admitting, parseMessage, toErrorBody } from './edge.ts'
import { routeMessage } from './route-message.ts'
import { type Admission, admit, renewToken } from './session-handshake.ts'
import { type Member, SessionRoom } from './session-room.ts'
import { createTokenBucket } from './token-bucket.ts'

/** All kinds of messages together; a host sends frames and results for up to 20 viewers. */
const MESSAGES_PER_SECOND = { host: 2000, viewer: 500 } as const
/** When a token is replaced, as a part of its life. */
const RENEW_AT = 2 / 3

export type SessionNamespace = {
  /** Participants of a session get its newest view. */
  publish(session: Session): void
  /** Running sessions of the site take up its new masking rules. */
  publishMasking(site: SiteRecord): void
  /** Says that the server stops; sessions go on after it is back. */
  announceStop(): void
}

/** Serves `/session`: the host page and the viewers of each session. */
export function serveSessions(namespace: Namespace, services: Services): SessionNamespace {
  const rooms = new Map<SessionId, SessionRoom>()
  const admissions = new WeakMap<Socket, Admission>()

  namespace.use(
    admitting(services.log, async (socket: Socket) => {
      admissions.set(socket, await admit(socket.handshake.auth, services, (id) => rooms.get(id)))
    }),
  )

  namespace.on('connection', (socket) => {
    const admission = admissions.get(socket)
    if (admission === undefined || !isStillAdmitted(admission)) {
      // Another page came first while this one was checked: it comes again and is told.
      socket.disconnect()
      return
    }
    enter(
      rooms.get(admission.sessionId) ?? new SessionRoom(admission.sessionId, services.clock),
      admission,
      socket,
    )
  })

  function isStillAdmitted({ sessionId, role, pageId, id }: Admission): boolean {
    const session = services.sessions.current(sessionId)
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

  function enter(room: SessionRoom, admission: Admission, socket: Socket): void {
    const { id, role, pageId } = admission
    const member: Member = { id, role, pageId, socket }
    const old = room.member(id)
    if (old !== null) {
      // The others must see that this is a new connection, which knows nothing of the mirror yet.
      leave(room, old)
      old.socket.disconnect()
    }
    // The listeners first: what comes with the connection must not be missed.
    socket.on('disconnect', () => leave(room, member))
    serveMember(room, member)
    if (role === 'host') services.sessions.hostConnected(room.id, pageId ?? '')
    else services.sessions.viewerConnected(room.id, id)
    welcome(room, admission, socket)
    room.add(member)
    rooms.set(room.id, room)
    renewInTime(room, admission, socket)
  }

  function leave(room: SessionRoom, member: Member): void {
    if (!room.remove(member)) return
    if (room.isEmpty) rooms.delete(room.id)
    if (member.role === 'host') services.sessions.hostDisconnected(room.id, member.pageId ?? '')
    else services.sessions.viewerDisconnected(room.id, member.id)
  }

  function welcome(room: SessionRoom, { id, token, site }: Admission, socket: Socket): void {
    const session = services.sessions.current(room.id)
    const me = session === null ? null : participantOf(session, id)
    if (session === null || me === null) return
    socket.emit('welcome', { protocol: PROTOCOL_VERSION, me, session: viewOf(session), token, ...site })
  }

  function renewInTime(room: SessionRoom, { id, role, tabId }: Admission, socket: Socket): void {
    const who = role === 'host' ? ({ role, tabId: tabId ?? '' } as const) : ({ role, id } as const)
    let cancel = () => {}
    const next = () => {
      cancel = services.clock.after(LIMITS.sessionTokenMs * RENEW_AT, () => {
        renewToken(services, room.id, who).then(
          (token) => socket.emit('token', { token }),
          (error: unknown) => services.log.error({ err: error }, 'a token was not renewed'),
        )
        next()
      })
    }
    next()
    socket.on('disconnect', () => cancel())
  }

  function serveMember(room: SessionRoom, member: Member): void {
    const { socket, role } = member
    const messages = createTokenBucket(services.clock, MESSAGES_PER_SECOND[role])
    const signals = createTokenBucket(services.clock, LIMITS.signalsPerSecond)
    socket.onAny((event: string, payload: unknown) => {
      try {
        if (!messages.take()) throw new AlongsideError('rate_limited', 'Too many messages.')
        // Only the newest signal counts: those over the limit are dropped without a word.
        if (event === 'signal' && !signals.take()) return
        if (!isUpEvent(event)) throw new AlongsideError('invalid_input', `There is no event "${event}".`)
        handle(room, member, event, payload)
      } catch (error) {
        const { kind, message } = toErrorBody(error, services.log)
        socket.emit('problem', { kind, message })
      }
    })
  }

  function handle<K extends UpEvent>(room: SessionRoom, member: Member, event: K, payload: unknown): void {
    const session = services.sessions.current(room.id)
    if (session === null || room.member(member.id) !== member) return
    const message = parseMessage(upSchemas[event], payload) as Up[K]
    if (event === 'probe-reply' && room.takeProbeReply(message as Up['probe-reply'])) return
    const routed = routeMessage(session, member, event, message)
    switch (routed.kind) {
      case 'deliver':
        return room.deliver(routed.deliveries)
      case 'leaving':
        return services.sessions.hostLeaving(room.id, member.pageId ?? '')
      case 'end':
        services.sessions
          .endBy(room.id, member.role === 'host' ? 'visitor' : 'agent')
          .catch((error: unknown) =>
            services.log.error({ err: error }, 'the end of a session was not stored'),
          )
    }
  }

  return {
    publish(session) {
      rooms.get(session.id)?.publish(session)
    },
    publishMasking(site) {
      for (const session of services.sessions.openSessions())
        if (session.siteId === site.id) rooms.get(session.id)?.broadcast('masking', site.masking, 'host')
    },
    announceStop() {
      for (const room of rooms.values())
        room.broadcast('problem', {
          kind: 'server_stopped',
          message: 'The server stops. The session goes on by itself when it is back.',
        })
    },
  }
}

function isUpEvent(event: string): event is UpEvent {
  return Object.hasOwn(upSchemas, event)
}
