import type { IncomingMessage } from 'node:http'
import { createAttempts } from './sessions/attempts.ts'
import { Attendance } from './sessions/attendance.ts'
import { CodeService } from './sessions/code-service.ts'
import { LiveSessions } from './sessions/live-sessions.ts'
import { SessionService } from './sessions/session-service.ts'
import { ConversationDesk } from './conversations/conversation-desk.ts'
import { ConversationService } from './conversations/conversation-service.ts'
import { Presence } from './conversations/presence.ts'
import { VisitorService } from './conversations/visitor-service.ts'
import { createChannel } from './channel.ts'
import type { Accounts } from './ports/accounts.ts'
import type { Clock } from './ports/clock.ts'
import type { ConversationStore } from './ports/conversation-store.ts'
import type { Effect, Outbox } from './ports/outbox.ts'
import type { SessionStore } from './ports/session-store.ts'
import type { Sites } from './ports/sites.ts'
import { createTokens, type Tokens } from './tokens/tokens.ts'

/** Where the services report what went wrong out of anybody's request. Fastify's and pino's loggers fit. */
export type Log = {
  error(details: object, message: string): void
  warn(details: object, message: string): void
}

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
  /** How long an invitation stays open, in milliseconds. */
  readonly invitationMs: number
  readonly log: Log
  /** Whether a proxy of ours stands in front and appends the client's address to `X-Forwarded-For`. */
  readonly isBehindProxy?: boolean
}

export type Services = ServiceDeps & {
  readonly tokens: Tokens
  readonly sessions: SessionService
  /** Who of a session is connected. */
  readonly attendance: Attendance
  /** The agents' side of conversations. */
  readonly conversations: ConversationService
  /** The visitors' side of conversations. */
  readonly visitors: VisitorService
  readonly codes: CodeService
  readonly presence: Presence
  /** The client's network address, for limits against guessing. */
  addressOf(request: IncomingMessage): string
  /** Calls back with what the domain wants sent, in order. Returns the way to stop. */
  onEffects(listener: (effects: readonly Effect[]) => void): () => void
  /** Restores the open sessions. Call once before listening. */
  start(): Promise<void>
  /** Stops all timers and waits for what is being stored. Sessions stay as they are and go on after the next start. */
  stop(): Promise<void>
}

/** Puts the domain together. Nothing here listens or sends; attachRealtime does. */
export function createServices(deps: ServiceDeps): Services {
  const { clock, sites, log } = deps
  const effects = createChannel<readonly Effect[]>()
  const outbox: Outbox = { send: (some) => effects.emit(some) }
  const onError = (error: unknown) => log.error({ err: error }, 'a change of a session was not stored')

  const presence = new Presence({
    clock,
    onChange: (visitorId) => {
      desk
        .announceVisitor(visitorId)
        .catch((error: unknown) => log.error({ err: error }, 'presence was not announced'))
    },
  })
  const conversationDeps = { clock, store: deps.conversationStore, outbox, presence }
  const desk = new ConversationDesk(conversationDeps)
  const live = new LiveSessions({ clock, store: deps.sessionStore, sites, outbox, onError })
  const sessions = new SessionService({
    clock,
    live,
    invitationMs: deps.invitationMs,
    isVisitorOnline: (id) => presence.isOnline(id),
    isVisitorConnected: (id) => presence.isConnected(id),
    onError,
  })

  // Whether a console of theirs is connected or not: a viewer may be without one.
  const stopAccounts = deps.accounts.onChange(({ id, disabled, signedOut }) => {
    if (disabled || signedOut) sessions.endAllOf(id).catch(onError)
  })

  return {
    ...deps,
    tokens: createTokens({ secret: deps.tokenSecret, clock }),
    sessions,
    attendance: new Attendance(live),
    conversations: new ConversationService(conversationDeps, desk),
    visitors: new VisitorService(conversationDeps, desk),
    codes: new CodeService({ clock, store: deps.sessionStore, attempts: createAttempts(clock) }),
    presence,
    addressOf: (request) => addressOf(request, deps.isBehindProxy ?? false),
    onEffects: (listener) => effects.listen(listener),
    start: () => live.restore(),
    async stop() {
      stopAccounts()
      presence.stop()
      await live.stop()
    },
  }
}

/** Of `X-Forwarded-For` only the last entry, which our own proxy wrote: the client may have made up the others. */
function addressOf(request: IncomingMessage, isBehindProxy: boolean): string {
  const forwarded = isBehindProxy ? request.headers['x-forwarded-for'] : undefined
  const last = [forwarded].flat().at(-1)?.split(',').at(-1)?.trim()
  return last === undefined || last === '' ? (request.socket.remoteAddress ?? '') : last
}
