import type { Identity } from '@alongside/protocol'
import type { Kernel } from '../kernel.ts'
import type { PublicEvents, PublicSession } from './event-hub.ts'

/**
 * The global `alongside`. A page that cannot wait for the script queues calls:
 *
 *     window.alongside = window.alongside || []
 *     alongside.push(['identify', { id: '42', name: 'Kim' }])
 *
 * They run in order once the loader is here; `push` stays available after that. Methods that need more than the loader
 * load it and go on by themselves, so nothing has to be waited for.
 */
export type PublicApi = {
  readonly version: 1
  /** Who is signed in, as far as agents should know. Call it again when that changes. */
  identify(identity: Identity): void
  open(): void
  close(): void
  /** A code for an agent to enter: six digits, `expiresAt` in milliseconds since the epoch. Rejects with `{kind, message}`. */
  createSessionCode(): Promise<{ code: string; expiresAt: number }>
  /**
   * Asks the visitor for consent to the session of this token (`visitorToken` of the REST call). Resolves when the session
   * is active in this tab; rejects with `{kind, message}` when declined, withdrawn, expired, refused or accepted in another
   * tab (`host_elsewhere`), and inside of a frame (`forbidden`).
   */
  join(token: string): Promise<void>
  /** The session of this tab; null when there is none. */
  readonly session: PublicSession | null
  /** Returns the way to stop listening. */
  on<Name extends keyof PublicEvents>(name: Name, listener: (event: PublicEvents[Name]) => void): () => void
  /** Runs queued calls: `[method, ...arguments]`. */
  push(...calls: readonly QueuedCall[]): void
}
export type QueuedCall = readonly [method: string, ...args: readonly unknown[]]

export function createPublicApi(kernel: Kernel): PublicApi {
  const api: PublicApi = {
    version: 1,
    identify(identity) {
      kernel.identity = identity
      kernel.running('chat')?.identify(identity)
    },
    open() {
      kernel.load('chat').then((chat) => chat.open(), ignore)
    },
    close() {
      kernel.running('chat')?.close()
    },
    createSessionCode: async () => (await kernel.load('chat')).createSessionCode(),
    join: async (token) => (await kernel.load('chat')).join(token),
    get session() {
      return kernel.session
    },
    on: (name, listener) => kernel.events.on(name, listener),
    push(...calls) {
      for (const call of calls) runQueued(api, call)
    },
  }
  return api
}

function runQueued(api: PublicApi, [method, ...args]: QueuedCall): void {
  const run = (api as unknown as Record<string, unknown>)[method]
  if (typeof run !== 'function') return
  try {
    // Nobody waits for the answer of a queued call: its failure is shown in the window.
    Promise.resolve((run as (...args: readonly unknown[]) => unknown)(...args)).catch(ignore)
  } catch (error) {
    reportError(error)
  }
}

function ignore(): void {
  // The launcher stays, and pressing it tries again.
}
