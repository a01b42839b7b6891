import { afterAll, beforeAll, expect, test } from 'vitest'
import { SIGN_IN_LIMITS } from '../accounts/sign-in-guard.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let server: TestApp
let skippedMs = 0
const clock = { now: () => Date.now() + skippedMs, after: () => () => {} }
const PASSWORD = 'alongside-demo'

beforeAll(async () => {
  server = await createTestApp({ clock })
}, 60_000)
afterAll(() => server.close())

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', payload: { email, password }, headers })
const kindOf = (answer: { json(): { error: { kind: string } } }) => answer.json().error.kind

test('the right password opens the console, as the user with name, role and organisation', async () => {
  const cookie = await server.signIn('agent@alongside.example')
  const me = await server.app.inject({ url: '/api/console/me', headers: { cookie } })
  expect(me.statusCode).toBe(200)
  expect(me.json()).toMatchObject({
    user: { email: 'agent@alongside.example', role: 'agent', status: 'active' },
    organization: { name: 'Alongside Demo' },
  })
  expect(me.headers['cache-control']).toBe('no-store')
})

test('the sign-in cookie cannot be read by scripts and is not sent from other sites', async () => {
  const answer = await signIn('agent@alongside.example', PASSWORD)
  const [cookie] = answer.cookies
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
})

test('without a cookie, or with a made-up one, the console refuses', async () => {
  for (const headers of [{}, { cookie: 'alongside.session_token=abc.def' }]) {
    const me = await server.app.inject({ url: '/api/console/me', headers })
    expect(me.statusCode).toBe(401)
    expect(kindOf(me)).toBe('unauthenticated')
  }
})

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await signIn('manager@alongside.example', 'not the password')
  const unknown = await signIn('nobody@alongside.example', 'not the password')
  expect(wrong.statusCode).toBe(401)
  expect(wrong.json()).toEqual(unknown.json())
  expect(unknown.statusCode).toBe(401)
})

test('signing out ends the sign-in on the server too', async () => {
  const cookie = await server.signIn('agent2@alongside.example')
  const headers = { cookie, origin: 'http://localhost:4000', host: 'localhost:4000' }
  const out = await server.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers })
  expect(out.statusCode).toBe(200)
  const me = await server.app.inject({ url: '/api/console/me', headers: { cookie } })
  expect(me.statusCode).toBe(401)
})

test.each(['nobody@second.example', 'admin@second.example'])(
  'after five failures %s is locked whether it exists or not, also with the right password',
  async (email) => {
    for (let i = 0; i < SIGN_IN_LIMITS.failuresPerAccount; i++)
      expect((await signIn(email, `wrong ${i}`)).statusCode).toBe(401)
    const locked = await signIn(email.toUpperCase(), PASSWORD)
    expect(locked.statusCode).toBe(429)
    expect(kindOf(locked)).toBe('account_locked')
  },
)

test('failures at the same time cannot slip past the lock', async () => {
  const tries = Array.from({ length: 9 }, () => signIn('burst@alongside.example', 'wrong password'))
  const codes = (await Promise.all(tries)).map((answer) => answer.statusCode)
  expect(codes.filter((code) => code === 401).length).toBeLessThanOrEqual(SIGN_IN_LIMITS.failuresPerAccount)
})

test('the lock opens by itself, and a success forgets the failures', async () => {
  skippedMs = SIGN_IN_LIMITS.windowMs + 1000
  await server.signIn('admin@second.example')
  for (let i = 0; i < SIGN_IN_LIMITS.failuresPerAccount - 1; i++)
    await signIn('admin@second.example', 'wrong password')
  await server.signIn('admin@second.example')
  expect((await signIn('admin@second.example', 'wrong password')).statusCode).toBe(401)
})

test.each([
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site', origin: 'http://localhost:4001' },
])('a request from another site is refused: %o', async (headers) => {
  const answer = await signIn('agent@alongside.example', PASSWORD, { host: 'localhost:4000', ...headers })
  expect(answer.statusCode).toBe(403)
  expect(answer.cookies).toEqual([])
})

test('the console may be reached by another name than PUBLIC_URL', async () => {
  const headers = { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-origin' }
  expect((await signIn('agent@alongside.example', PASSWORD, headers)).statusCode).toBe(200)
})

test.each(['/api/auth/sign-up/email', '/api/auth/update-user', '/api/auth/delete-user', '/api/auth/ok'])(
  'nothing else of better-auth is reachable: %s',
  async (url) => {
    const answer = await server.app.inject({
      method: 'POST',
      url,
      payload: { email: 'new@alongside.example', password: 'a long password', name: 'New', role: 'admin' },
    })
    expect(answer.statusCode).toBe(404)
    expect(kindOf(answer)).toBe('not_found')
  },
)
