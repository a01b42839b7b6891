import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LIMITS } from '@alongside/protocol'
import Fastify from 'fastify'
import { registerConsoleConversations } from '../http/console-conversations.ts'
import { registerConsoleSessions } from '../http/console-sessions.ts'
import { registerErrors } from '../http/errors.ts'
import { registerSessionsApi } from '../http/sessions-api.ts'
import { registerTagFrames } from '../http/tag-frames.ts'
import { registerTagVisitors } from '../http/tag-visitors.ts'
import { registerTranscripts } from '../http/transcripts.ts'
import type { Agent } from '../ports/accounts.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConversationStore } from '../ports/conversation-store.ts'
import type { SessionStore } from '../ports/session-store.ts'
import type { SiteRecord } from '../ports/sites.ts'
import { attachRealtime } from '../realtime/attach-realtime.ts'
import { createServices, type Services } from '../services.ts'
import { MemoryConversationStore } from '../storage/memory-conversation-store.ts'
import { createMemorySessionStore } from '../storage/memory-session-store.ts'
import { systemClock } from '../system-clock.ts'
import {
  agentRecord,
  createFakeAccounts,
  createFakeApiKeys,
  createFakeSites,
  type FakeAccounts,
  siteRecord,
} from './fake-people.ts'

/** Conversations, sessions and codes on a port, over stores in memory; people and sites are made up. */
export type RealtimeServer = {
  readonly url: string
  readonly services: Services
  readonly sites: ReturnType<typeof createFakeSites>
  readonly accounts: FakeAccounts
  /** Ends this server and starts another over the same stores and the same port. */
  restart(): Promise<RealtimeServer>
  close(): Promise<void>
}

type World = {
  readonly clock: Clock
  readonly port: number
  readonly sites: RealtimeServer['sites']
  readonly accounts: RealtimeServer['accounts']
  readonly sessionStore: SessionStore
  readonly conversationStore: ConversationStore
}

export function startRealtimeServer(
  options: {
    readonly sites?: readonly SiteRecord[]
    readonly agents?: readonly Agent[]
    readonly clock?: Clock
  } = {},
): Promise<RealtimeServer> {
  return start({
    port: 0,
    clock: options.clock ?? systemClock,
    sites: createFakeSites(...(options.sites ?? [siteRecord()])),
    accounts: createFakeAccounts(...(options.agents ?? [agentRecord()])),
    sessionStore: createMemorySessionStore(),
    conversationStore: new MemoryConversationStore(),
  })
}

async function start(world: World): Promise<RealtimeServer> {
  const { sites, accounts } = world
  const server = createServer()
  const app = Fastify({
    serverFactory: (handler) => server.on('request', handler),
    forceCloseConnections: true,
  })
  const services = createServices({
    ...world,
    tokenSecret: new Uint8Array(32).fill(7),
    publicUrl: 'http://alongside.example',
    invitationMs: LIMITS.invitationMs,
    log: { error: (details, text) => process.emitWarning(`${text}: ${JSON.stringify(details)}`), warn() {} },
  })
  registerErrors(app)
  registerTagVisitors(app, services)
  registerTagFrames(app, services)
  registerConsoleConversations(app, services)
  registerConsoleSessions(app, services)
  registerTranscripts(app, services)
  registerSessionsApi(app, { services, apiKeys: createFakeApiKeys(sites) })
  await services.start()
  const realtime = attachRealtime(server, services)
  await app.listen({ port: world.port, host: '127.0.0.1' })
  const { port } = server.address() as AddressInfo
  const close = async () => {
    await realtime.close()
    await app.close()
    await services.stop()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    services,
    sites,
    accounts,
    async restart() {
      await close()
      return start({ ...world, port })
    },
    close,
  }
}
