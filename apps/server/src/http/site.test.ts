import type { Site } from '@alongside/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let server: TestApp
let admin: string

beforeAll(async () => {
  server = await createTestApp()
  admin = await server.signIn('admin@alongside.example')
}, 60_000)
afterAll(() => server.close())

const headers = () => ({ cookie: admin })
const read = async () =>
  (await server.app.inject({ url: '/api/console/site', headers: headers() })).json<Site>()
const patch = (payload: object) =>
  server.app.inject({ method: 'PATCH', url: '/api/console/site', headers: headers(), payload })

test('the site comes with the snippet to paste', async () => {
  const site = await read()
  expect(site).toMatchObject({
    name: 'Demo',
    key: server.demo.siteKey,
    oneSessionPerAgent: true,
    hostAwaySeconds: 120,
    resources: 'auto',
  })
  expect(site.snippet).toBe(
    `<script async src="http://localhost:4000/tag/v1/alongside.js" data-site="${server.demo.siteKey}"></script>`,
  )
})

test('what was changed is kept and the rest stays', async () => {
  const before = await read()
  const answer = await patch({
    allowedOrigins: ['https://WWW.example.com:443', 'https://www.example.com', 'http://localhost:*'],
    masking: { mask: ['.card-number'], block: ['#chat > iframe[title="a]b"]'] },
    hostAwaySeconds: 60,
    resources: 'visitor',
  })
  expect(answer.json()).toEqual({
    ...before,
    allowedOrigins: ['https://www.example.com', 'http://localhost:*'],
    masking: { ...before.masking, mask: ['.card-number'], block: ['#chat > iframe[title="a]b"]'] },
    hostAwaySeconds: 60,
    resources: 'visitor',
  })
  expect(await read()).toEqual(answer.json())
})

test('private by default, other vendors’ marks and rules of single pages are kept each by itself', async () => {
  const before = (await read()).masking
  expect(before).toMatchObject({ allow: [], maskAll: false, otherMarks: true, pages: [] })
  const pages = [{ url: '/account/*', mask: ['.total'], block: [], maskAll: true }]
  await patch({ masking: { maskAll: true, allow: ['h1', 'nav'] } })
  await patch({ masking: { otherMarks: false } })
  expect((await patch({ masking: { pages } })).json<Site>().masking).toEqual({
    ...before,
    maskAll: true,
    allow: ['h1', 'nav'],
    otherMarks: false,
    pages: [{ ...pages[0], allow: [] }],
  })
  await patch({ masking: before })
  expect((await read()).masking).toEqual(before)
})

test.each([
  [{ allowedOrigins: ['https://example.com/path'] }, 'allowedOrigins.0'],
  [{ allowedOrigins: ['https://*.example.com'] }, 'allowedOrigins.0'],
  [{ allowedOrigins: ['ftp://example.com'] }, 'allowedOrigins.0'],
  [{ masking: { mask: ['.ok', '.a {color: red}'], block: [] } }, 'masking.mask.1'],
  [{ masking: { mask: [], block: ['input[name="x'] } }, 'masking.block.0'],
  [{ masking: { mask: [''], block: [] } }, 'masking.mask.0'],
  [{ masking: { allow: ['.a >'] } }, 'masking.allow.0'],
  [{ masking: { pages: [{ url: '/a', mask: [], block: ['.b {}'] }] } }, 'masking.pages.0.block.0'],
  [{ masking: { pages: [{ url: 'a/b', mask: [], block: [] }] } }, 'masking.pages.0.url'],
  [{ hostAwaySeconds: 1 }, 'hostAwaySeconds'],
  [{ oneSessionPerAgent: 'yes' }, 'oneSessionPerAgent'],
  [{ resources: 'agent' }, 'resources'],
])('%j is refused with the field that is wrong', async (payload, field) => {
  const before = await read()
  const answer = await patch(payload)
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ error: { kind: 'invalid_input', details: { field } } })
  expect(await read()).toEqual(before)
})

test('an API key is shown once and only its beginning afterwards', async () => {
  const made = await server.app.inject({
    method: 'POST',
    url: '/api/console/api-keys',
    headers: headers(),
    payload: { name: 'CRM' },
  })
  expect(made.statusCode).toBe(201)
  const { key, secret } = made.json<{ key: { id: string; prefix: string }; secret: string }>()
  expect(secret.startsWith(key.prefix)).toBe(true)
  const list = await server.app.inject({ url: '/api/console/api-keys', headers: headers() })
  expect(list.json<{ keys: object[] }>().keys).toContainEqual(key)
  expect(list.body).not.toContain(secret)

  const url = `/api/console/api-keys/${key.id}`
  const second = await server.signIn('admin@second.example')
  const foreign = await server.app.inject({ method: 'DELETE', url, headers: { cookie: second } })
  expect(foreign.statusCode).toBe(404)
  expect((await server.app.inject({ method: 'DELETE', url, headers: headers() })).statusCode).toBe(200)
  expect((await server.app.inject({ method: 'DELETE', url, headers: headers() })).statusCode).toBe(404)
})
