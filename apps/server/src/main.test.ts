import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
let folder: string

// Each test loads the whole server in a process of its own.
vi.setConfig({ testTimeout: 90_000 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-main-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

type Ended = { readonly code: number | null; readonly stderr: string }

function run(
  environment: Record<string, string>,
  onReady: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('Alongside listens on')) onReady((signal) => child.kill(signal))
  })
  return new Promise<Ended>((resolve) => {
    child.once('exit', (code) => resolve({ code, stderr }))
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

test('a signal ends it cleanly', async () => {
  const ended = await withPort((port) => run({ PORT: String(port) }, (kill) => kill('SIGTERM')), false)
  expect(ended.code).toBe(0)
})
