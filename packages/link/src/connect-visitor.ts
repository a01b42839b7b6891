import { PROTOCOL_VERSION, visitorDownSchemas } from '@alongside/protocol'
import type { VisitorState } from '@alongside/protocol'
import type { VisitorLink, VisitorLinkEvents, VisitorLinkOptions } from './api.ts'
import { NamespaceLink } from './namespace-link.ts'

const DEFAULT_TIMEOUT_MS = 10_000

/** Connects to `/visitor`. Listeners are to be added in the same turn. */
export function connectVisitor(options: VisitorLinkOptions): VisitorLink {
  let renew = false
  /** Requests that wait for the connection; true when it is there. */
  const waiting = new Set<(isConnected: boolean) => void>()
  const release = (isConnected: boolean) => {
    for (const go of Array.from(waiting)) go(isConnected)
  }
  const link = new NamespaceLink<VisitorLinkEvents>({
    serverUrl: options.serverUrl,
    namespace: '/visitor',
    schemas: visitorDownSchemas,
    firstEvent: 'state',
    async auth() {
      const visitorToken = await options.visitorToken({ renew })
      return { protocol: PROTOCOL_VERSION, visitorToken, tabId: options.tabId }
    },
    isWorthRetrying({ kind }) {
      // Once with a renewed token; when that is expired too, there is nothing more to try.
      const isFirstTime = kind === 'token_expired' && !renew
      renew = renew || isFirstTime
      return isFirstTime
    },
    deliver(event, payload) {
      if (event === 'state') renew = false
      link.listeners.emit(event as 'state', payload as VisitorState)
    },
  })
  link.listeners.on('status', ({ state }) => {
    if (state === 'connected' || state === 'refused') release(state === 'connected')
  })

  function connection(timeoutMs: number): Promise<boolean> {
    if (link.isConnected || link.isOver) return Promise.resolve(link.isConnected)
    return new Promise((resolve) => {
      const go = (isConnected: boolean) => {
        clearTimeout(timer)
        waiting.delete(go)
        resolve(isConnected)
      }
      const timer = setTimeout(() => go(false), timeoutMs)
      waiting.add(go)
    })
  }

  const request: VisitorLink['request'] = async (event, payload, { timeoutMs = DEFAULT_TIMEOUT_MS } = {}) => {
    if (!(await connection(timeoutMs)) || !link.isConnected) return notConnected()
    try {
      const reply = await link.request(event, payload, timeoutMs)
      return isReply(reply) ? (reply as Awaited<ReturnType<typeof request>>) : unreadable()
    } catch {
      return notConnected()
    }
  }

  return {
    get status() {
      return link.status
    },
    request,
    on: (event, listener) => link.listeners.on(event, listener),
    close() {
      link.close()
      release(false)
    },
  }
}

type Failure = { ok: false; error: { kind: string; message: string } }

function notConnected(): Failure {
  return { ok: false, error: { kind: 'not_connected', message: 'There is no connection to the server.' } }
}

function unreadable(): Failure {
  return { ok: false, error: { kind: 'internal', message: 'The server’s answer could not be read.' } }
}

function isReply(reply: unknown): boolean {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply)) return false
  if (reply.ok === true) return true
  return (
    'error' in reply &&
    typeof reply.error === 'object' &&
    reply.error !== null &&
    'kind' in reply.error &&
    typeof reply.error.kind === 'string'
  )
}
