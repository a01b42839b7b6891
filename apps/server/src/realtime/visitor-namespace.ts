import {
  AlongsideError,
  visitorHelloSchema,
  type VisitorState,
  visitorUpSchemas,
  type VisitorUp,
} from '@alongside/protocol'
import type { Namespace, Socket } from 'socket.io'
import { parseInput } from '../parse-input.ts'
import type { SiteRecord } from '../ports/sites.ts'
import type { Services } from '../services.ts'
import { admitting, answerWith, parseHello } from './edge.ts'
import { rooms } from './rooms.ts'
import { createTokenBucket } from './token-bucket.ts'
import { createVisitorHandlers, type VisitorContext } from './visitor-handlers.ts'

/** Far above what a person's page sends. */
const MESSAGES_PER_SECOND = 20

/**
 * Serves `/visitor`: the pages of visitors, whoever embeds them, told apart by token and origin. Returns the way to stop
 * listening to changes of sites.
 */
export function serveVisitors(namespace: Namespace, services: Services): () => void {
  const contexts = new WeakMap<Socket, VisitorContext>()
  const handlers = createVisitorHandlers(services)

  const check = admitting(services.log, async (socket: Socket) => {
    contexts.set(socket, await authenticate(socket, services))
  })
  namespace.use((socket, next) => void check(socket, next))

  namespace.on('connection', (socket) => {
    const context = contexts.get(socket)
    if (context === undefined) return
    const { visitor, site } = context
    void socket.join([rooms.visitor(visitor.id), rooms.site(site.id)])
    services.presence.connected(visitor.id, socket.id)
    socket.on('disconnect', () => services.presence.disconnected(visitor.id, socket.id))

    const bucket = createTokenBucket(services.clock, MESSAGES_PER_SECOND)
    socket.onAny((event: string, payload: unknown, answer: unknown) => {
      void answerWith(answer, services.log, () => handle(event, payload))
    })

    async function handle(event: string, payload: unknown): Promise<object> {
      if (!bucket.take()) throw new AlongsideError('rate_limited', undefined, { retryAfterSeconds: 1 })
      if (!isVisitorEvent(event)) throw new AlongsideError('invalid_input', `There is no event "${event}".`)
      return dispatch(event, payload)
    }
    async function dispatch<K extends keyof VisitorUp>(event: K, payload: unknown): Promise<object> {
      const input = parseInput(visitorUpSchemas[event], payload) as VisitorUp[K]
      return handlers[event](context as VisitorContext, input)
    }

    sendState(socket, context, services).catch((error: unknown) => {
      // Without its state the page would show an empty chat: let it come again.
      services.log.error({ err: error }, 'the state of a visitor could not be read')
      socket.disconnect()
    })
  })

  // A page that is not allowed any more comes again by itself and is then told `origin_not_allowed`.
  return services.sites.onChange((site) => {
    for (const socket of namespace.sockets.values())
      if (contexts.get(socket)?.site.id === site.id && !isAllowed(socket, site, services)) socket.disconnect()
  })
}

async function authenticate(socket: Socket, services: Services): Promise<VisitorContext> {
  const hello = parseHello(visitorHelloSchema, socket.handshake.auth)
  const { visitorId, siteId } = await services.tokens.verify('visitor', hello.visitorToken)
  const [site, visitor] = await Promise.all([
    services.sites.byId(siteId),
    services.visitors.visitor(visitorId),
  ])
  if (site === null || visitor === null || visitor.siteId !== site.id)
    throw new AlongsideError('unauthenticated', 'The visitor is not known any more.')
  if (!isAllowed(socket, site, services)) throw new AlongsideError('origin_not_allowed')
  return { visitor, site, connection: socket.id, address: services.addressOf(socket.request) }
}

function isAllowed(socket: Socket, site: SiteRecord, { sites, publicUrl }: Services): boolean {
  // A page of the server itself polls without an Origin header; all others have one.
  return sites.isOriginAllowed(site, socket.handshake.headers.origin ?? publicUrl)
}

/** Reads again whenever something changed under the reading, so that the state never undoes an event sent before it. */
async function sendState(socket: Socket, { visitor }: VisitorContext, services: Services): Promise<void> {
  let changed = true
  const stop = services.onEffects((effects) => {
    changed ||= effects.some((effect) => effect.to === 'visitor' && effect.visitorId === visitor.id)
  })
  try {
    let state: VisitorState | null = null
    while (changed || state === null) {
      changed = false
      state = {
        ...(await services.visitors.stateFor(visitor.id)),
        invitation: services.sessions.invitationFor(visitor.id),
      }
    }
    socket.emit('state', { ...state, sentAt: services.clock.now() })
  } finally {
    stop()
  }
  const active = services.sessions.activeFor(visitor.id)
  if (active !== null) socket.emit('session', { id: active.id, mode: active.mode, state: 'active' })
}

function isVisitorEvent(event: string): event is keyof VisitorUp {
  return Object.hasOwn(visitorUpSchemas, event)
}
