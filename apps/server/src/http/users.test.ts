import type { User } from '@alongside/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { INVITE_MS } from '../accounts/invites.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let server: TestApp
let admin: string
let skippedMs = 0
const clock = { now: () => Date.now() + skippedMs, after: () => () => {} }

beforeAll(async () => {
  server = await createTestApp({ clock })
  admin = await server.signIn('admin@alongside.example')
}, 60_000)
afterAll(() => server.close())

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
const call = (method: Method, url: string, payload?: object, cookie = admin) =>
  server.app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) })
const invite = (email: string, role = 'agent', cookie = admin) =>
  call('POST', '/api/console/users', { email, name: 'Somebody New', role }, cookie)
const tokenOf = (answer: { json(): { inviteUrl: string } }) =>
  new URL(answer.json().inviteUrl).pathname.split('/').at(-1)
const users = async (cookie = admin) => {
  const answer = await call('GET', '/api/console/users', undefined, cookie)
  return answer.json<{ users: User[] }>().users
}
const idOf = async (email: string) => (await users()).find((user) => user.email === email)?.id ?? ''

test('an admin sees the people of the own organisation only', async () => {
  const emails = (await users()).map((user) => user.email)
  expect(emails).toContain('agent@alongside.example')
  expect(emails).not.toContain('admin@second.example')
})

test.each(['manager@alongside.example', 'agent@alongside.example'])(
  '%s may not manage people, site or keys',
  async (email) => {
    const cookie = await server.signIn(email)
    const answers = await Promise.all([
      call('GET', '/api/console/users', undefined, cookie),
      invite('x@alongside.example', 'admin', cookie),
      call('PATCH', `/api/console/users/${await idOf(email)}`, { role: 'admin' }, cookie),
      call('GET', '/api/console/site', undefined, cookie),
      call('PATCH', '/api/console/site', { name: 'Mine' }, cookie),
      call('GET', '/api/console/api-keys', undefined, cookie),
      call('POST', '/api/console/api-keys', { name: 'Mine' }, cookie),
      call('DELETE', '/api/console/api-keys/key_x', undefined, cookie),
    ])
    expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 403))
  },
)

test('an invited person sets name and password by the link, once, and can sign in', async () => {
  const invited = await invite('New.Person@alongside.example', 'manager')
  expect(invited.statusCode).toBe(201)
  expect(invited.json()).toMatchObject({ user: { email: 'new.person@alongside.example', status: 'invited' } })
  const url = `/api/invites/${tokenOf(invited)}`
  const read = await call('GET', url, undefined, '')
  expect(read.json()).toEqual({ email: 'new.person@alongside.example', organization: 'Alongside Demo' })

  const short = await call('POST', url, { name: 'New Person', password: 'short' }, '')
  expect(short.json()).toMatchObject({ error: { kind: 'invalid_input', details: { field: 'password' } } })
  const password = 'a long password'
  expect((await call('POST', url, { name: 'New Person', password }, '')).statusCode).toBe(200)
  expect((await call('POST', url, { name: 'Thief', password }, '')).statusCode).toBe(404)
  expect((await call('GET', url, undefined, '')).statusCode).toBe(404)

  const cookie = await server.signIn('new.person@alongside.example', password)
  const me = await call('GET', '/api/console/me', undefined, cookie)
  expect(me.json()).toMatchObject({ user: { name: 'New Person', role: 'manager' } })
})

test('a second invitation makes the first link void, and links end after seven days', async () => {
  const first = tokenOf(await invite('twice@alongside.example'))
  const second = tokenOf(await invite('twice@alongside.example'))
  expect((await call('GET', `/api/invites/${first}`)).statusCode).toBe(404)
  expect((await call('GET', `/api/invites/${second}`)).statusCode).toBe(200)
  skippedMs += INVITE_MS + 1
  expect((await call('GET', `/api/invites/${second}`)).statusCode).toBe(404)
})

test.each(['agent@alongside.example', 'admin@second.example'])(
  '%s has an account and cannot be invited',
  async (email) => {
    const answer = await invite(email, 'admin')
    expect(answer.statusCode).toBe(409)
  },
)

test('disabling ends the sign-in at once, and no other is possible until it is enabled again', async () => {
  const cookie = await server.signIn('agent2@alongside.example')
  const id = await idOf('agent2@alongside.example')
  const disabled = await call('PATCH', `/api/console/users/${id}`, { disabled: true })
  expect(disabled.json()).toMatchObject({ user: { status: 'disabled' } })
  expect((await call('GET', '/api/console/me', undefined, cookie)).statusCode).toBe(401)

  const again = await call(
    'POST',
    '/api/auth/sign-in/email',
    { email: 'agent2@alongside.example', password: 'alongside-demo' },
    '',
  )
  expect(again.statusCode).toBe(403)
  expect(again.json()).toMatchObject({ error: { kind: 'account_disabled' } })
  await call('PATCH', `/api/console/users/${id}`, { disabled: false })
  expect((await call('GET', '/api/console/me', undefined, cookie)).statusCode).toBe(401)
  await server.signIn('agent2@alongside.example')
})

test.each([{ disabled: true }, { role: 'agent' }])('the last admin cannot be lost: %o', async (patch) => {
  const answer = await call('PATCH', `/api/console/users/${await idOf('admin@alongside.example')}`, patch)
  expect(answer.statusCode).toBe(409)
  expect(answer.json()).toMatchObject({ error: { kind: 'conflict' } })
})

test('another organisation’s people cannot be changed', async () => {
  const second = await server.signIn('admin@second.example')
  const id = await idOf('agent@alongside.example')
  const answer = await call('PATCH', `/api/console/users/${id}`, { disabled: true }, second)
  expect(answer.statusCode).toBe(404)
  expect((await users()).find((user) => user.id === id)?.status).toBe('active')
})
