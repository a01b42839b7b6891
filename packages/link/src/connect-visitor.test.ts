import { AlongsideError } from '@alongside/protocol'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectSession, connectVisitor } from './index.ts'
import type { VisitorLink, VisitorLinkOptions } from './index.ts'
import { startTestServer, welcome } from './test-server.ts'
import type { TestServer } from './test-server.ts'

const STATE = { agent: null, messages: [], unread: 0, invitation: null }

let server: TestServer
const cleanups: (() => unknown)[] = []

beforeEach(async () => {
  server = await startTestServer('/visitor')
  server.first = ['state', STATE]
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
  await server.close()
})

function link(options: Partial<VisitorLinkOptions> = {}): VisitorLink {
  const made = connectVisitor({ serverUrl: server.url, tabId: 'tab', visitorToken: () => 'v1', ...options })
  cleanups.push(() => made.close())
  return made
}

const connected = (made: VisitorLink) =>
  vi.waitFor(() => expect(made.status.state).toBe('connected'), { timeout: 5000 })

test('a request made at once waits for the connection and resolves with the answer', async () => {
  server.io.of('/visitor').on('connection', (socket) => {
    socket.on('decline', (payload, answer) => answer({ ok: true, payload }))
  })
  expect(await link().request('decline', { sessionId: 's1' as never })).toEqual({
    ok: true,
    payload: { sessionId: 's1' },
  })
})

test('a request without an answer in time is not connected; an unreadable answer is internal', async () => {
  const made = link()
  await connected(made)
  expect(await made.request('read', {}, { timeoutMs: 50 })).toMatchObject({
    error: { kind: 'not_connected' },
  })
  server.sockets[0]?.on('typing', (_payload, answer) => answer('what'))
  expect(await made.request('typing', { typing: true })).toMatchObject({ error: { kind: 'internal' } })
})

test('requests under way end when the link is closed', async () => {
  const made = link()
  await connected(made)
  const [sent, waiting] = [made.request('read', {}), link({ serverUrl: 'http://127.0.0.1:1' })]
  const unsent = waiting.request('read', {})
  made.close()
  waiting.close()
  expect(await sent).toMatchObject({ error: { kind: 'not_connected' } })
  expect(await unsent).toMatchObject({ error: { kind: 'not_connected' } })
})

test('an expired token is renewed once and then final', async () => {
  server.refusals.push({ kind: 'token_expired', message: '' })
  const visitorToken = vi.fn(({ renew }: { renew: boolean }) => (renew ? 'v2' : 'v1'))
  const made = link({ visitorToken })
  await connected(made)
  expect(server.tried.map((auth) => auth['visitorToken'])).toEqual(['v1', 'v2'])
  server.refusals.push({ kind: 'token_expired', message: '' }, { kind: 'token_expired', message: '' })
  server.sockets[0]?.disconnect()
  const refused = { state: 'refused', error: { kind: 'token_expired' } }
  await vi.waitFor(() => expect(made.status).toMatchObject(refused), { timeout: 5000 })
})

test.each(['site_unknown', 'origin_not_allowed', 'forbidden', 'not_found', 'invalid_input'] as const)(
  '%s is final, from the server and from where the token comes from',
  async (kind) => {
    server.refusals.push({ kind, message: 'no' })
    const visitorToken = vi.fn().mockRejectedValue(new AlongsideError(kind, 'no'))
    for (const made of [link(), link({ visitorToken })]) {
      const refused = { state: 'refused', error: { kind, message: 'no' } }
      await vi.waitFor(() => expect(made.status).toEqual(refused), { timeout: 5000 })
    }
    expect(visitorToken).toHaveBeenCalledTimes(1)
  },
)

test('a token that cannot be had now is asked for again', async () => {
  const visitorToken = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('v1')
  await connected(link({ visitorToken }))
  expect(visitorToken).toHaveBeenCalledTimes(2)
})

test('the session of a visitor runs over the same connection, and both can end alone', async () => {
  const sessions: unknown[] = []
  server.io.of('/session').on('connection', (socket) => {
    sessions.push(socket)
    socket.emit('welcome', welcome())
  })
  const visitor = link()
  await connected(visitor)
  for (let n = 1; n <= 2; n++) {
    const session = connectSession({ serverUrl: server.url, hello: { token: `t${n}` } })
    cleanups.push(() => session.close())
    await vi.waitFor(() => expect(session.status.state).toBe('connected'))
    expect(server.io.engine.clientsCount).toBe(1)
    session.close()
  }
  expect(sessions).toHaveLength(2)
  expect(visitor.status.state).toBe('connected')
  visitor.close()
  await vi.waitFor(() => expect(server.io.engine.clientsCount).toBe(0))
})
