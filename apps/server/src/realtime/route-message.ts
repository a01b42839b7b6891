import {
  AlongsideError,
  type Capability,
  capabilityFor,
  type Down,
  type DownEvent,
  LIMITS,
  type ParticipantId,
  type Up,
  type UpEvent,
} from '@alongside/protocol'
import type { OpenSession } from '../sessions/session.ts'
import { capabilitiesOf } from '../sessions/views.ts'

/** One event for some participants of the session. */
export type Delivery = {
  [K in DownEvent]: { readonly to: readonly ParticipantId[]; readonly event: K; readonly data: Down[K] }
}[DownEvent]

/** What a message leads to. `end` and `leaving` change the session; the rest goes on to others, or back with the answer. */
export type Routed =
  | { readonly kind: 'deliver'; readonly deliveries: readonly Delivery[] }
  | { readonly kind: 'end'; readonly hasFailed: boolean }
  | { readonly kind: 'leaving' }

export type Sender = { readonly id: ParticipantId; readonly role: 'host' | 'viewer' }

const HOST_EVENTS = new Set<UpEvent>(['frame', 'resource', 'command-result', 'probe-reply', 'leaving'])
const VIEWER_EVENTS = new Set<UpEvent>(['ack', 'repair', 'resync', 'resource-request', 'command', 'probe'])
const NOTHING: Routed = { kind: 'deliver', deliveries: [] }

/**
 * Where a parsed message of a participant goes. Frames are passed on unread.
 * @throws AlongsideError `forbidden` for the other role's messages or without the capability, `too_large`
 */
export function routeMessage<K extends UpEvent>(
  session: OpenSession,
  sender: Sender,
  event: K,
  message: Up[K],
): Routed {
  if (
    (HOST_EVENTS.has(event) && sender.role !== 'host') ||
    (VIEWER_EVENTS.has(event) && sender.role === 'host')
  )
    throw new AlongsideError('forbidden', `A ${sender.role} does not send "${event}".`)
  const route: Route<K> = routes[event]
  return route(message, { session, sender, isHostThere: isHostThere(session) })
}

type Context = { readonly session: OpenSession; readonly sender: Sender; readonly isHostThere: boolean }
type Route<K extends UpEvent> = (message: Up[K], context: Context) => Routed

const routes: { readonly [K in UpEvent]: Route<K> } = {
  frame({ to, ...part }, { session }) {
    if (part.bytes.byteLength > LIMITS.framePartBytes)
      throw new AlongsideError('too_large', `A part of a frame has at most ${LIMITS.framePartBytes} bytes.`)
    return deliver({ to: viewersIn(session, to), event: 'frame', data: part })
  },
  resource({ to, ...part }, { session }) {
    mustFit(part.bytes)
    return deliver({ to: viewersIn(session, to), event: 'resource', data: part })
  },
  'resource-request'(message, context) {
    mustFit(message.bytes)
    return toHost(context, (from, to) => ({ to, event: 'resource-request', data: { from, ...message } }))
  },
  'command-result': ({ to, result }, { session }) =>
    deliver({ to: viewersIn(session, [to]), event: 'command-result', data: result }),
  'probe-reply': ({ to, n }, { session }) =>
    deliver({ to: viewersIn(session, [to]), event: 'probe-reply', data: { n } }),
  leaving: () => ({ kind: 'leaving' }),
  ack: (message, context) =>
    toHost(context, (from, to) => ({ to, event: 'ack', data: { from, ...message } })),
  repair: (message, context) =>
    toHost(context, (from, to) => ({ to, event: 'repair', data: { from, ...message } })),
  resync: (message, context) =>
    toHost(context, (from, to) => ({ to, event: 'resync', data: { from, ...message } })),
  probe: ({ n }, context) => toHost(context, (from, to) => ({ to, event: 'probe', data: { from, n } })),
  command(command, context) {
    const { session, sender } = context
    const refuse = (reason: 'not_allowed' | 'host_absent') =>
      deliver({
        to: [sender.id],
        event: 'command-result',
        data: { id: command.id, status: 'refused', reason },
      })
    if (!may(session, sender, capabilityFor(command.action.kind))) return refuse('not_allowed')
    if (!context.isHostThere) return refuse('host_absent')
    return toHost(context, (from, to) => ({ to, event: 'command', data: { from, command } }))
  },
  signal(signal, { session, sender }) {
    const needed = signal.kind === 'cursor' ? 'point' : 'highlight'
    if (!may(session, sender, needed))
      throw new AlongsideError('forbidden', `This needs the capability "${needed}".`)
    return deliver({ to: othersIn(session, sender.id), event: 'signal', data: { from: sender.id, signal } })
  },
  // A page that cannot be mirrored is nobody's wish.
  end: ({ reason }, { sender }) => ({
    kind: 'end',
    hasFailed: sender.role === 'host' && reason === 'failed',
  }),
}

function mustFit(bytes: Uint8Array): void {
  if (bytes.byteLength > LIMITS.resourceMessageBytes)
    throw new AlongsideError(
      'too_large',
      `A resource message has at most ${LIMITS.resourceMessageBytes} bytes.`,
    )
}

function deliver(...deliveries: readonly Delivery[]): Routed {
  return { kind: 'deliver', deliveries }
}

/** Without a host page there is nobody to hear it; the host begins anew with everybody when it comes. */
function toHost(
  { session, sender, isHostThere }: Context,
  make: (from: ParticipantId, to: readonly ParticipantId[]) => Delivery,
): Routed {
  return isHostThere ? deliver(make(sender.id, [session.hostId])) : NOTHING
}

function isHostThere(session: OpenSession): boolean {
  return session.state === 'active' && session.host.status === 'present'
}

function may(session: OpenSession, sender: Sender, capability: Capability): boolean {
  return session.state === 'active' && capabilitiesOf(session, sender.id).includes(capability)
}

/** Only viewers of this session, each once. */
function viewersIn(session: OpenSession, ids: readonly ParticipantId[]): ParticipantId[] {
  return session.viewers.map((viewer) => viewer.id).filter((id) => ids.includes(id))
}

function othersIn(session: OpenSession, id: ParticipantId): ParticipantId[] {
  return [session.hostId, ...session.viewers.map((viewer) => viewer.id)].filter((other) => other !== id)
}
