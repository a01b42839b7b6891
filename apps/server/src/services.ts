import type { Accounts } from './ports/accounts.ts'
import type { Clock } from './ports/clock.ts'
import type { ConversationStore } from './ports/conversation-store.ts'
import type { SessionStore } from './ports/session-store.ts'
import type { Sites } from './ports/sites.ts'

/** Where the services report what went wrong out of anybody's request. Fastify's and pino's loggers fit. */
export type Log = { error(details: object, message: string): void; warn(details: object, message: string): void }

export type ServiceDeps = {
  readonly clock: Clock
  readonly accounts: Accounts
  readonly sites: Sites
  readonly sessionStore: SessionStore
  readonly conversationStore: ConversationStore
  /** At least 32 random bytes, the same after a restart. */
  readonly tokenSecret: Uint8Array
  /** Scheme, host and port under which browsers reach this server. */
  readonly publicUrl: string
  readonly log: Log
}

export type Services = ServiceDeps & {
  /** Restores the open sessions. Call once before listening. */
  start(): Promise<void>
  /** Stops all timers and waits for what is being stored. Sessions stay as they are and go on after the next start. */
  stop(): Promise<void>
}

export function createServices(deps: ServiceDeps): Services {
  return { ...deps, start: async () => {}, stop: async () => {} }
}
