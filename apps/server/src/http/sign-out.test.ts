import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, Client, openVisitor, visitorHello } from '../testing/clients.ts'
import { until } from '../testing/story.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

const ORIGIN = 'http://localhost:4001'
let server: TestApp
let url: string
const clients: Client[] = []

beforeAll(async () => {
  server = await createTestApp()
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
}, 60_000)
afterAll(async () => {
  for (const { socket } of clients) socket.disconnect()
  await server.close()
})

function connect(namespace: string, auth: object, headers: Record<string, string>): Client {
  const client = new Client(url + namespace, auth, { headers })
  clients.push(client)
  return client
}
async function console(cookie: string): Promise<Client> {
  const client = connect('/agent', {}, { cookie })
  await until(() => expect(client.socket.connected).toBe(true))
  return client
}
const post = (path: string, cookie: string, body?: unknown) =>
  call<{ session: { id: string } }>(url, 'POST', path, { body, headers: { cookie } })

/** A visitor who has written and was invited. */
async function invited(cookie: string): Promise<Client> {
  const { body } = await openVisitor(url, { siteKey: server.demo.siteKey, origin: ORIGIN })
  const visitor = connect('/visitor', visitorHello(body.visitorToken), { origin: ORIGIN })
  await until(() => expect(visitor.last('state')).toBeDefined())
  await visitor.ask('message', { clientId: 'm', text: 'Hello' })
  const list = await call<{ conversations: { id: string }[] }>(url, 'GET', '/api/console/conversations', {
    headers: { cookie },
  })
  const base = `/api/console/conversations/${list.body.conversations[0]?.id}`
  await post(`${base}/take`, cookie)
  expect((await post(`${base}/invitations`, cookie, { mode: 'view' })).status).toBe(200)
  return visitor
}

test('E3 signing out closes this console, and with the last sign-in of the agent what they have open', async () => {
  const [first, second] = [
    await server.signIn('agent@alongside.example'),
    await server.signIn('agent@alongside.example'),
  ]
  const [here, there] = [await console(first), await console(second)]
  const visitor = await invited(first)

  await post('/api/auth/sign-out', first)
  await until(() => expect(here.socket.connected).toBe(false))
  expect(there.socket.connected).toBe(true)
  expect(visitor.last('invitation')).toMatchObject({ invitation: { mode: 'view' } })

  await post('/api/auth/sign-out', second)
  await until(() => expect(there.socket.connected).toBe(false))
  await until(() => expect(visitor.last('invitation')).toEqual({ invitation: null, closed: 'withdrawn' }))
})
