import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('without settings it is the demo on port 4000, on loopback, with its data beside', () => {
  expect(readConfig({})).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:4000',
    databaseUrl: null,
    dataDir: resolve('.data'),
    logLevel: 'info',
    demo: true,
    demoUrl: 'http://localhost:4001',
    trustProxy: false,
    invitationSeconds: 120,
  })
})

test('an address for the public or a database of its own end the demo, unless it is asked for', () => {
  expect(readConfig({ PUBLIC_URL: 'https://alongside.example.com/' })).toMatchObject({
    publicUrl: 'https://alongside.example.com',
    demo: false,
  })
  const DATABASE_URL = 'postgres://user:secret@localhost/alongside'
  expect(readConfig({ DATABASE_URL }).demo).toBe(false)
  expect(readConfig({ DATABASE_URL, DEMO: 'on' }).demo).toBe(true)
  expect(readConfig({ DEMO: 'off' }).demo).toBe(false)
})

test.each([1, 3, 3600])('an invitation may stay open for %i seconds', (seconds) => {
  expect(readConfig({ INVITATION_SECONDS: String(seconds) }).invitationSeconds).toBe(seconds)
})

test('an empty value counts as not set', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: ' ', LOG_LEVEL: '' })).toEqual(readConfig({}))
})

test.each([
  ['PORT', 'http'],
  ['PORT', '0'],
  ['PORT', '70000'],
  ['PORT', '80.5'],
  ['HOST', 'my host'],
  ['PUBLIC_URL', 'alongside.example.com'],
  ['PUBLIC_URL', 'https://example.com/path'],
  ['PUBLIC_URL', 'ftp://example.com'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['DATABASE_URL', 'localhost'],
  ['REDIS_URL', 'http://localhost'],
  ['LOG_LEVEL', 'loud'],
  ['DEMO', 'yes'],
  ['DEMO_PORT', 'x'],
  ['ADMIN_EMAIL', 'admin'],
  ['TRUST_PROXY', 'my proxy!'],
  ['INVITATION_SECONDS', '0'],
  ['INVITATION_SECONDS', '3601'],
  ['INVITATION_SECONDS', '2.5'],
  ['INVITATION_SECONDS', 'two'],
])('%s=%s is refused in one line that names it', (name, value) => {
  const read = () => readConfig({ [name]: value })
  expect(read).toThrow(ConfigError)
  expect(read).toThrow(new RegExp(`^${name} [^\\n]*Change ${name} or leave it out\\.$`))
})

test('a password in a setting is not repeated', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://user:hunter2@localhost/x' })).toThrow(/^(?!.*hunter2)/s)
})
