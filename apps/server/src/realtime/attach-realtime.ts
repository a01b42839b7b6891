import type { Server as HttpServer } from 'node:http'
import { LIMITS } from '@alongside/protocol'
import { Server } from 'socket.io'
import type { Effect } from '../ports/outbox.ts'
import type { Services } from '../services.ts'
import { serveAgents } from './agent-namespace.ts'
import { rooms } from './rooms.ts'
import { SessionNamespace } from './session-namespace.ts'
import { serveVisitors } from './visitor-namespace.ts'

/** The running Socket.IO server. `close` tells everybody, then closes all connections; the HTTP server stays the caller's. */
export type Realtime = { close(): Promise<void> }

/** Lost peers are to be noticed within some 13 seconds, by both sides. */
const HEARTBEAT = { pingInterval: 5000, pingTimeout: 8000 }

/** Serves the namespaces `/visitor`, `/agent` and `/session` on this HTTP server. */
export function attachRealtime(server: HttpServer, services: Services): Realtime {
  let isClosing = false
  const io = new Server(server, {
    ...HEARTBEAT,
    maxHttpBufferSize: LIMITS.maxMessageBytes,
    // Frames are compressed in the browser already.
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    // Tokens authenticate, never cookies: any page may connect, `/visitor` then checks its origin. `/agent` takes
    // cookies of its own origin, which is not a matter of CORS.
    cors: { origin: '*', credentials: false },
    allowRequest: (_request, answer) => answer(isClosing ? 'stopping' : null, !isClosing),
  })
  const visitors = io.of('/visitor')
  const stopVisitors = serveVisitors(visitors, services)
  const stopAgents = serveAgents(io.of('/agent'), services)
  const sessions = new SessionNamespace(io.of('/session'), services)

  const stopEffects = services.onEffects((effects) => {
    for (const effect of effects) deliver(io, sessions, effect)
  })
  const stopSites = services.sites.onChange((site) => {
    sessions.publishMasking(site)
    visitors.to(rooms.site(site.id)).emit('masking', site.masking)
  })

  return {
    async close() {
      isClosing = true
      sessions.announceStop()
      // One turn for the notice to leave; then connections close in a way that clients answer by coming again.
      await new Promise((resolve) => setImmediate(resolve))
      io.engine.close()
      stopEffects()
      stopSites()
      stopAgents()
      stopVisitors()
    },
  }
}

/** The one place that sends what the domain wants sent. */
function deliver(io: Server, sessions: SessionNamespace, effect: Effect): void {
  switch (effect.to) {
    case 'session':
      return sessions.publish(effect.session)
    case 'visitor': {
      const room = io.of('/visitor').to(rooms.visitor(effect.visitorId))
      const target = effect.except === undefined ? room : room.except(effect.except)
      target.emit(effect.event, effect.data)
      return
    }
    case 'agents': {
      const room =
        effect.agentId === undefined ? rooms.organization(effect.organizationId) : rooms.agent(effect.agentId)
      io.of('/agent').to(room).emit(effect.event, effect.data)
    }
  }
}
