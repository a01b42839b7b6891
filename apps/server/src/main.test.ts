import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SessionId } from '@alongside/protocol'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Demo } from './demo-seed.ts'
import { call } from './testing/clients.ts'
import { Story, until } from './testing/story.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
let folder: string
const children = new Set<ChildProcess>()

// Each test loads the whole server in a process of its own.
vi.setConfig({ testTimeout: 90_000 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-main-'))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

type Ended = { readonly code: number | null; readonly stderr: string }

function run(environment: Record<string, string>, onReady: (kill: Kill) => void = () => {}) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('Alongside listens on')) onReady((signal) => child.kill(signal))
  })
  return new Promise<Ended>((resolve) => {
    child.once('exit', (code) => {
      children.delete(child)
      resolve({ code, stderr })
    })
  })
}

async function withPort<T>(use: (port: number) => Promise<T>, keep: boolean): Promise<T> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  if (!keep) await new Promise((resolve) => server.close(resolve))
  const result = await use(port)
  if (keep) await new Promise((resolve) => server.close(resolve))
  return result
}

const oneLine = (pattern: RegExp) => ({ code: 1, stderr: expect.stringMatching(pattern) as string })

test('a port in use is one line that names it, and exit code 1', async () => {
  const ended = await withPort((port) => run({ PORT: String(port) }), true)
  expect(ended).toEqual(oneLine(/^Alongside cannot start: PORT \d+ is in use[^\n]*\n$/))
})

test('a bad setting is one line that names it, and exit code 1', async () => {
  expect(await run({ PORT: 'abc' })).toEqual(
    oneLine(/^Alongside cannot start: PORT "abc" is not usable[^\n]*\n$/),
  )
})

test('a data folder that cannot be written to is one line that names it, and exit code 1', async () => {
  await writeFile(join(folder, 'file'), '')
  const DATA_DIR = join(folder, 'file', 'data')
  const ended = await withPort((port) => run({ PORT: String(port), DATA_DIR }), false)
  expect(ended).toEqual(oneLine(/^Alongside cannot start: DATA_DIR "[^"]+" cannot be written to[^\n]*\n$/))
})

type Kill = (signal: NodeJS.Signals) => void
/** Resolves when the server listens. */
function serving(port: number): Promise<{ kill: Kill; ended: Promise<Ended> }> {
  return new Promise((resolve, reject) => {
    const ended = run({ PORT: String(port) }, (kill) => resolve({ kill, ended }))
    ended.then(({ stderr }) => reject(new Error(stderr)), reject)
  })
}

test('L5 a server killed in mid-session starts again and has both sides back, and a signal ends it cleanly', async () => {
  await withPort(async (port) => {
    const first = await serving(port)
    const story = new Story(`http://127.0.0.1:${port}`)
    const people = await integratorSession(story)
    first.kill('SIGKILL')
    await first.ended

    const second = await serving(port)
    for (const side of [people.host, people.viewer]) {
      await until(() => expect(side.all('welcome').length).toBeGreaterThan(1))
      await until(() => expect(side.view).toMatchObject({ id: people.id, state: 'active', host: 'present' }))
    }
    people.host.socket.emit('frame', {
      to: [people.viewer.id],
      stream: 1,
      seq: 1,
      part: 0,
      parts: 1,
      bytes: new Uint8Array(3),
    })
    await until(() => expect(people.viewer.all('frame')).toHaveLength(1))
    story.close()
    second.kill('SIGTERM')
    expect((await second.ended).code).toBe(0)
  }, false)
})

/** A session of an integrator on the demo site, with both sides connected; they connect again by themselves. */
async function integratorSession(story: Story) {
  const demo = JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')) as Demo
  const { body } = await call<{ id: SessionId; visitorToken: string; agentToken: string }>(
    story.url,
    'POST',
    '/api/v1/sessions',
    {
      body: { mode: 'shared', agent: { id: 'x', name: 'Xena' } },
      headers: { authorization: `Bearer ${demo.apiKey}` },
    },
  )
  const visitor = await story.visitor(demo.siteKey, 'http://localhost:4001')
  const viewer = await story.viewer(body.agentToken, true)
  expect(await visitor.ask('join', { token: body.visitorToken, tabId: 'tab' })).toMatchObject({ ok: true })
  const host = await story.host(await story.accept(visitor, body.id), 'page', true)
  await until(() => expect(viewer.view).toMatchObject({ state: 'active', host: 'present' }))
  // As the link does: the newest token for the next connection.
  for (const side of [host, viewer]) {
    const { token } = side.last<{ token: string }>('welcome') ?? { token: '' }
    side.socket.auth = { ...(side.socket.auth as object), token }
  }
  return { id: body.id, host, viewer }
}
