import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { registerErrors } from './errors.ts'
import { registerSameOrigin } from './same-origin.ts'

function createApp() {
  const app = Fastify()
  registerErrors(app)
  registerSameOrigin(app)
  for (const path of ['/api/console/me', '/api/docs/logo']) app.get(path, () => ({ ok: true }))
  return app
}

test.each(['image', 'font', 'style', 'video', 'iframe'])(
  'what the cookie opens is refused when it is asked for as %s, as a mirrored page would',
  async (destination) => {
    const headers = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': destination }
    const answer = await createApp().inject({ url: '/api/console/me', headers })
    expect(answer.statusCode).toBe(403)
    expect((await createApp().inject({ url: '/api/docs/logo', headers })).statusCode).toBe(200)
  },
)

test.each(['empty', 'document', undefined])('our own way to ask is answered: %s', async (destination) => {
  const headers = destination === undefined ? {} : { 'sec-fetch-dest': destination }
  expect((await createApp().inject({ url: '/api/console/me', headers })).statusCode).toBe(200)
})
