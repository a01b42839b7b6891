import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let folder: string
let server: TestApp

const FILES = {
  'console/index.html': '<title>Console</title>',
  'console/assets/index-B3x_9aQz.js': 'console()',
  'tag/alongside.js': 'loader()',
  'tag/alongside.js.br': 'not really brotli',
  'tag/chat.js': 'chat()',
  'tag/chunk-shared-Ab12_-xY.js': 'chunk()',
  'viewer/alongside-viewer.js': 'viewer()',
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-assets-'))
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const assets = {
    console: join(folder, 'console'),
    tag: join(folder, 'tag'),
    viewer: join(folder, 'viewer'),
  }
  server = await createTestApp({ assets })
}, 60_000)
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers })
const html = { accept: 'text/html,*/*;q=0.8' }

test.each(['/', '/settings/users', '/invite/abc', '/index.html'])('%s shows the console', async (url) => {
  const answer = await get(url, html)
  expect(answer.statusCode).toBe(200)
  expect(answer.body).toBe(FILES['console/index.html'])
  expect(answer.headers['cache-control']).toBe('no-cache')
})

test.each([
  '/api/nothing',
  '/api',
  '/tag/v1/nothing.js',
  '/viewer/v1/nothing.js',
  '/assets/gone.js',
  '/embed/x',
])('%s is an error and not the console', async (url) => {
  const answer = await get(url, html)
  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toMatchObject({ error: { kind: 'not_found' } })
})

test('a script that does not ask for a page gets an error, not a page', async () => {
  expect((await get('/nothing.js', { accept: '*/*' })).statusCode).toBe(404)
})

test.each(['/../console/index.html', '/..%2fconsole/index.html', '/%2e%2e/tag/alongside.js'])(
  'no way out of the folder: %s',
  async (path) => {
    expect((await get(`/tag/v1${path}`)).statusCode).toBeGreaterThanOrEqual(400)
  },
)

test('the console’s hashed files are kept for good, and only our own scripts may run in it', async () => {
  const script = await get('/assets/index-B3x_9aQz.js')
  expect(script.headers['cache-control']).toContain('immutable')
  const page = await get('/', html)
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("object-src 'none'")
  expect(policy).toContain("frame-ancestors 'self'")
  expect(page.headers['x-frame-options']).toBe('SAMEORIGIN')
  expect(page.headers['x-content-type-options']).toBe('nosniff')
})

test.each([
  '/tag/v1/alongside.js',
  '/tag/v1/chat.js',
  '/viewer/v1/alongside-viewer.js',
  '/viewer/v1/embed.js',
])('%s may be loaded by other origins and is asked for again within minutes', async (url) => {
  const answer = await get(url)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'public, max-age=300',
  })
  expect(answer.headers['content-type']).toContain('/javascript')
})

test('the tag’s hashed chunks are kept for good', async () => {
  const answer = await get('/tag/v1/chunk-shared-Ab12_-xY.js')
  expect(answer.headers['cache-control']).toContain('immutable')
  expect(answer.headers['access-control-allow-origin']).toBe('*')
})

test('the compressed copy is sent to those who take it, with the same headers', async () => {
  const answer = await get('/tag/v1/alongside.js', { 'accept-encoding': 'gzip, br' })
  expect(answer.headers['content-encoding']).toBe('br')
  expect(answer.body).toBe(FILES['tag/alongside.js.br'])
  expect(answer.headers).toMatchObject({
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
  })
  expect(answer.headers['content-type']).toContain('/javascript')
})

test('the embed page may be framed by any site, and runs only our own scripts', async () => {
  const answer = await get('/embed/session/ses_1')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['x-frame-options']).toBeUndefined()
  const policy = String(answer.headers['content-security-policy'])
  expect(policy).toContain('frame-ancestors *')
  expect(policy).toContain("script-src 'self';")
  expect(answer.body).not.toMatch(/<script(?![^>]*src=)/)
})

test('the description of the REST calls is served, with a page that its own policy lets run', async () => {
  const page = await get('/api/docs', html)
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/<script(?![^>]*src=)/)
  const description = (await get('/api/docs/json')).json<{ paths: object }>()
  for (const path of Object.keys(description.paths)) expect(path.startsWith('/api/v1/')).toBe(true)
})

test('the health check answers', async () => {
  expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
})
