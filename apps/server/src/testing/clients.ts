import type { ParticipantId, SessionId, SessionView } from '@alongside/protocol'
import { PROTOCOL_VERSION } from '@alongside/protocol'
import { io, type Socket } from 'socket.io-client'
import { SITE_ORIGIN } from './fake-people.ts'

export type Transport = 'websocket' | 'polling'

/** A socket that keeps what it hears, so that a test may ask for what came before it asked. */
export class Client {
  readonly socket: Socket
  readonly heard: { readonly event: string; readonly data: unknown }[] = []
  refusal: { readonly kind: string; readonly message: string } | null = null

  constructor(
    url: string,
    auth: object,
    options: {
      readonly headers?: Record<string, string>
      readonly transport?: Transport
      readonly reconnection?: boolean
    } = {},
  ) {
    this.socket = io(url, {
      auth,
      transports: [options.transport ?? 'websocket'],
      extraHeaders: options.headers ?? {},
      reconnection: options.reconnection ?? false,
      reconnectionDelay: 50,
      forceNew: true,
    })
    this.socket.onAny((event: string, data: unknown) => this.heard.push({ event, data }))
    this.socket.on('connect_error', (error: Error & { data?: Client['refusal'] }) => {
      this.refusal = error.data ?? null
    })
    // Host pages answer probes, as the tag does.
    this.socket.on('probe', ({ from, n }: { from: string; n: number }) =>
      this.socket.emit('probe-reply', { to: from, n }),
    )
  }

  all<T>(event: string): T[] {
    return this.heard.filter((one) => one.event === event).map((one) => one.data as T)
  }

  last<T>(event: string): T | undefined {
    return this.all<T>(event).at(-1)
  }

  /** The newest view of the session. */
  get view(): SessionView | undefined {
    const latest = this.heard.findLast((one) => one.event === 'session' || one.event === 'welcome')
    if (latest === undefined) return undefined
    return latest.event === 'session'
      ? (latest.data as SessionView)
      : (latest.data as { session: SessionView }).session
  }

  /** The id that the welcome gave. */
  get id(): ParticipantId | undefined {
    return this.last<{ me: { id: ParticipantId } }>('welcome')?.me.id
  }

  async ask<T = unknown>(
    event: string,
    data: object,
  ): Promise<{ ok: boolean; error?: { kind: string } } & T> {
    return this.socket.timeout(5000).emitWithAck(event, data) as never
  }
}

/** HTTP as JSON. */
export async function call<T = Record<string, never>>(
  url: string,
  method: string,
  path: string,
  options: { readonly body?: unknown; readonly headers?: Record<string, string> } = {},
): Promise<{ status: number; body: T & { error?: { kind: string; details?: Record<string, unknown> } } }> {
  const { body } = options
  const response = await fetch(url + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as never }
}

/** What the tag does first. */
export async function openVisitor(
  url: string,
  options: { readonly siteKey?: string; readonly origin?: string; readonly identity?: string } = {},
) {
  const { siteKey = 'key', origin = SITE_ORIGIN, identity } = options
  return call<{ visitorToken: string; identity: string; visitorId: string }>(
    url,
    'POST',
    '/tag/v1/visitors',
    {
      body: { protocol: PROTOCOL_VERSION, siteKey, ...(identity === undefined ? {} : { identity }) },
      headers: { origin },
    },
  )
}

export const visitorHello = (visitorToken: string, tabId = 'tab') => ({
  protocol: PROTOCOL_VERSION,
  visitorToken,
  tabId,
})
export const hostHello = (token: string, pageId = 'page', tabId = 'tab') => ({
  protocol: PROTOCOL_VERSION,
  token,
  tabId,
  pageId,
})
export const viewerHello = (token: string) => ({ protocol: PROTOCOL_VERSION, token })

export type InvitationEvent = {
  readonly invitation: { readonly sessionId: SessionId } | null
  readonly closed?: string
}
