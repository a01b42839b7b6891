import Fastify, { LogController, type FastifyInstance } from 'fastify'
import type { AccountChange } from './ports/accounts.ts'
import type { Clock } from './ports/clock.ts'
import { createAccounts } from './accounts/accounts.ts'
import { createAuth } from './accounts/auth.ts'
import { createInvites } from './accounts/invites.ts'
import { createSignInGuard } from './accounts/sign-in-guard.ts'
import { createUsers } from './accounts/users.ts'
import { createChannel } from './channel.ts'
import type { Config } from './config.ts'
import { registerApiKeys } from './http/api-keys.ts'
import { registerAuth } from './http/auth.ts'
import { registerConsoleConversations } from './http/console-conversations.ts'
import { registerConsoleSessions } from './http/console-sessions.ts'
import { registerEmbed } from './http/embed.ts'
import { registerErrors } from './http/errors.ts'
import { registerHealth } from './http/health.ts'
import { logSerializers } from './http/log-serializers.ts'
import { registerInvites } from './http/invites.ts'
import { registerOpenApi } from './http/openapi.ts'
import { registerRateLimits } from './http/rate-limits.ts'
import { registerSameOrigin } from './http/same-origin.ts'
import { registerSecurityHeaders } from './http/security-headers.ts'
import { registerSessionsApi } from './http/sessions-api.ts'
import { registerSite } from './http/site.ts'
import { BUILT_ASSETS, registerStatic, type Assets } from './http/static.ts'
import { registerTagFrames } from './http/tag-frames.ts'
import { registerTagVisitors } from './http/tag-visitors.ts'
import { registerTranscripts } from './http/transcripts.ts'
import { registerUsers } from './http/users.ts'
import { attachRealtime } from './realtime/attach-realtime.ts'
import { createServices, type Services } from './services.ts'
import { createApiKeys } from './sites/api-keys.ts'
import { createSites } from './sites/sites.ts'
import { createConversationStore } from './storage/conversation-store.ts'
import type { OpenDatabase } from './storage/database.ts'
import { loadSecret } from './storage/secrets.ts'
import { createSessionStore } from './storage/session-store.ts'

export type AppDeps = {
  readonly config: Config
  /** Stays the caller's: close it after the app. */
  readonly database: OpenDatabase
  readonly clock: Clock
  /** Where the built browser code is, when not where `npm run build` puts it. */
  readonly assets?: Assets
}

/**
 * The whole server without a port: `app.inject` in tests, `app.listen` in main.ts. Ready when the promise resolves.
 * `app.close()` tells the connected, closes their connections and stops the services.
 */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config } = deps
  const app = createFastify(config)
  registerErrors(app)
  await registerSecurityHeaders(app, config.publicUrl)
  registerSameOrigin(app)
  await registerRateLimits(app)
  await registerOpenApi(app, config.publicUrl)

  const parts = await createParts(deps, app)
  registerRoutes(app, parts, deps)
  await registerStatic(app, deps.assets ?? BUILT_ASSETS)

  const { services } = parts
  await services.start()
  const realtime = attachRealtime(app.server, services)
  app.addHook('preClose', () => realtime.close())
  app.addHook('onClose', () => services.stop())
  await app.ready()
  return app
}

function createFastify(config: Config): FastifyInstance {
  const app = Fastify({
    logger: { level: config.logLevel, serializers: logSerializers },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    trustProxy: config.trustProxy,
    forceCloseConnections: true,
  })
  // An empty JSON body counts as none: clients send the content type with every POST.
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parseJson(request, body as string, done)
  })
  return app
}

type Parts = Awaited<ReturnType<typeof createParts>>

async function createParts({ config, database: { db }, clock }: AppDeps, app: FastifyInstance) {
  const { publicUrl } = config
  const auth = createAuth({ db, publicUrl, secret: await loadSecret(db, 'auth') })
  const changes = createChannel<AccountChange>()
  const accounts = createAccounts(auth, changes)
  const sites = createSites(db, { allowLoopbackPatterns: config.demo })
  const services = createServices({
    clock,
    accounts,
    sites,
    sessionStore: createSessionStore(db),
    conversationStore: createConversationStore(db),
    tokenSecret: Buffer.from(await loadSecret(db, 'tokens'), 'base64url'),
    publicUrl,
    invitationMs: config.invitationSeconds * 1000,
    isBehindProxy: config.trustProxy !== false,
    log: app.log,
  })
  return {
    auth,
    accounts,
    guard: createSignInGuard(db, clock),
    users: createUsers(db, changes),
    invites: createInvites({ db, clock, publicUrl }),
    sites,
    apiKeys: createApiKeys(db, sites, clock),
    services,
  } satisfies { services: Services } & Record<string, unknown>
}

function registerRoutes(app: FastifyInstance, parts: Parts, { config, database }: AppDeps): void {
  const { publicUrl } = config
  const { services } = parts
  registerHealth(app, database.db)
  registerAuth(app, { ...parts, publicUrl })
  registerInvites(app, parts.invites)
  registerUsers(app, parts)
  registerSite(app, { ...parts, publicUrl })
  registerApiKeys(app, parts)
  registerConsoleConversations(app, services)
  registerConsoleSessions(app, services)
  registerTranscripts(app, services)
  registerSessionsApi(app, parts)
  registerTagVisitors(app, services)
  registerTagFrames(app, services)
  registerEmbed(app)
}
