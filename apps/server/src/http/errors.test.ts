import { AlongsideError, ERROR_KINDS, type ErrorKind } from '@alongside/protocol'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerErrors } from './errors.ts'

let app: FastifyInstance

beforeAll(async () => {
  app = Fastify({ bodyLimit: 100 })
  registerErrors(app)
  app.get('/fail/:kind', async (request) => {
    throw new AlongsideError((request.params as { kind: ErrorKind }).kind, undefined, { limit: 1 })
  })
  app.get('/bug', async () => {
    throw new Error('the password of the database is 123')
  })
  const body = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }
  app.post('/strict', { schema: { body } }, async () => ({}))
  await app.ready()
})
afterAll(() => app.close())

test.each(Object.keys(ERROR_KINDS) as ErrorKind[])(
  '%s answers with its status, message and details',
  async (kind) => {
    const answer = await app.inject(`/fail/${kind}`)
    expect(answer.statusCode).toBe(ERROR_KINDS[kind].status)
    expect(answer.json()).toEqual({ error: { kind, message: ERROR_KINDS[kind].help, details: { limit: 1 } } })
  },
)

test('a bug answers as internal and tells nothing', async () => {
  const answer = await app.inject('/bug')
  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toEqual({ error: { kind: 'internal', message: ERROR_KINDS.internal.help } })
})

const json = { 'content-type': 'application/json' }
test.each([
  ['broken JSON', { payload: '{"name":', headers: json }, 'invalid_input'],
  ['a missing field', { payload: '{}', headers: json }, 'invalid_input'],
  ['another content type', { payload: 'x', headers: { 'content-type': 'text/xml' } }, 'invalid_input'],
  ['poisoned JSON', { payload: '{"__proto__": {"x": 1}}', headers: json }, 'invalid_input'],
  ['too much', { payload: JSON.stringify({ name: 'x'.repeat(200) }), headers: json }, 'too_large'],
])('%s is refused in our own form', async (_what, request, kind) => {
  const answer = await app.inject({ method: 'POST', url: '/strict', ...request })
  expect(answer.statusCode).toBe(ERROR_KINDS[kind as ErrorKind].status)
  expect(answer.json()).toMatchObject({ error: { kind } })
})
