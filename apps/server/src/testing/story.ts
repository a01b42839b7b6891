import type { ConversationId, SessionId } from '@alongside/protocol'
import { expect, vi } from 'vitest'
import {
  call,
  Client,
  hostHello,
  type InvitationEvent,
  openVisitor,
  type Transport,
  viewerHello,
  visitorHello,
} from './clients.ts'
import { SITE_ORIGIN } from './fake-people.ts'

/** Waits until it holds; what is awaited happens within milliseconds, or within a heartbeat. */
export const until = (check: () => unknown) => vi.waitFor(check, { timeout: 8000, interval: 5 })

/** The people of a test at one server, and the steps of the story from the chat to the session. */
export class Story {
  url: string
  readonly transport: Transport
  readonly #clients: Client[] = []

  constructor(url: string, transport: Transport = 'websocket') {
    this.url = url
    this.transport = transport
  }

  close(): void {
    for (const client of this.#clients) client.socket.disconnect()
  }

  connect(
    namespace: string,
    auth: object,
    headers: Record<string, string> = {},
    reconnection = false,
  ): Client {
    const options = { headers, transport: this.transport, reconnection }
    const client = new Client(this.url + namespace, auth, options)
    this.#clients.push(client)
    return client
  }

  async visitor(siteKey = 'key', origin = SITE_ORIGIN): Promise<Client> {
    const { body } = await openVisitor(this.url, { siteKey, origin })
    const client = this.connect('/visitor', visitorHello(body.visitorToken), { origin })
    await until(() => expect(client.last('state')).toBeDefined())
    return client
  }

  /** A call of the console, as this agent. */
  console<T = Record<string, never>>(method: string, path: string, body?: unknown, agent = 'ben') {
    return call<T>(this.url, method, `/api/console${path}`, { body, headers: { cookie: `agent=${agent}` } })
  }

  /** A call of an integrator. */
  api<T = Record<string, never>>(method: string, path: string, body?: unknown, siteKey = 'key') {
    const headers = { authorization: `Bearer api-${siteKey}` }
    return call<T>(this.url, method, `/api/v1${path}`, { body, headers })
  }

  async agent(agent = 'ben'): Promise<Client> {
    const client = this.connect('/agent', {}, { cookie: `agent=${agent}` })
    await until(() => expect(client.socket.connected).toBe(true))
    return client
  }

  /** The visitor writes and the agent takes the conversation. */
  async conversation(visitor: Client, agent = 'ben'): Promise<ConversationId> {
    await visitor.ask('message', { clientId: 'm1', text: 'Hello' })
    const { body } = await this.console<{ conversations: { id: ConversationId; state: string }[] }>(
      'GET',
      '/conversations',
      undefined,
      agent,
    )
    const id = body.conversations.find(({ state }) => state === 'waiting')?.id
    if (id === undefined) throw new Error('No conversation is waiting.')
    await this.console('POST', `/conversations/${id}/take`, undefined, agent)
    return id
  }

  /** The agent invites, and the visitor has the invitation. */
  async invitation(visitor: Client, mode: 'view' | 'shared' = 'shared') {
    const conversationId = await this.conversation(visitor)
    const { body } = await this.console<{ session: { id: SessionId }; viewerToken: string }>(
      'POST',
      `/conversations/${conversationId}/invitations`,
      { mode },
    )
    await until(() => expect(visitor.last<InvitationEvent>('invitation')?.invitation).toBeTruthy())
    return { conversationId, sessionId: body.session.id, viewerToken: body.viewerToken }
  }

  async accept(visitor: Client, sessionId: SessionId, tabId = 'tab'): Promise<string> {
    const reply = await visitor.ask<{ hostToken: string }>('accept', { sessionId, tabId })
    expect(reply.ok).toBe(true)
    return reply.hostToken
  }

  async host(token: string, pageId = 'page', reconnection = false): Promise<Client> {
    const client = this.connect('/session', hostHello(token, pageId), {}, reconnection)
    await until(() => expect(client.id).toBeDefined())
    return client
  }

  async viewer(token: string, reconnection = false): Promise<Client> {
    const client = this.connect('/session', viewerHello(token), {}, reconnection)
    await until(() => expect(client.id).toBeDefined())
    return client
  }

  /** From the chat to a session with a host page and a viewer. */
  async session(mode: 'view' | 'shared' = 'shared', reconnection = false) {
    const visitor = await this.visitor()
    const invited = await this.invitation(visitor, mode)
    const viewer = await this.viewer(invited.viewerToken, reconnection)
    const hostToken = await this.accept(visitor, invited.sessionId)
    const host = await this.host(hostToken, 'page', reconnection)
    await until(() => expect(viewer.view).toMatchObject({ state: 'active', host: 'present' }))
    return { ...invited, visitor, viewer, host, hostToken }
  }
}
