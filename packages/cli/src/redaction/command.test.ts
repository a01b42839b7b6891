import { spawn } from 'node:child_process'
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageReport } from './test-page.ts'

/** Opens a page in a browser several times. */
const SLOW = 400_000
const BIN = fileURLToPath(new URL('../../bin/alongside.mjs', import.meta.url))
const PATIENT = ['--timeout', '200']
const FEW = ['--no-probe', '--max', '24']

/** Pages that leak by themselves, each in a way of its own. */
const PAGES: Readonly<Record<string, string>> = {
  '/open': '<h1>Account</h1><p class="iban">AT61 1904</p><p>open</p>',
  '/echo':
    '<input type=password id=f><p id=out></p><script>f.oninput = () => { out.textContent = btoa("xx" + f.value) }</script>',
  '/letters':
    '<input type=password id=f><p id=out></p><script>f.oninput = () => { out.textContent = f.value.slice(-1) }</script>',
  '/clock':
    '<input type=password><p id=out></p><script>setInterval(() => { out.textContent = Math.floor(performance.now()) }, 30)</script>',
}
const RULES = { mask: ['.iban'], block: [], allow: [], maskAll: false, otherMarks: true, pages: [] }

let server: Server
let origin: string
let folder: string

beforeAll(async () => {
  const hostile = await readFile(new URL('../fixtures/hostile.html', import.meta.url), 'utf8')
  server = createServer((request, response) => {
    if (request.url === '/tag/v1/visitors') {
      const isAllowed = request.headers.origin === origin
      const reply = isAllowed
        ? { visitorId: 'vis_1', identity: 'x', visitorToken: 'x', site: { name: 'Shop' }, masking: RULES }
        : { error: { kind: 'origin_not_allowed', message: 'This origin is not allowed.' } }
      response.writeHead(isAllowed ? 200 : 403).end(JSON.stringify(reply))
      return
    }
    const body = request.url === '/hostile' ? hostile : PAGES[request.url ?? '']
    const headers = { 'content-type': 'text/html; charset=utf-8' }
    response.writeHead(body === undefined ? 404 : 200, headers).end(body ?? 'not here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
  folder = await mkdtemp(path.join(tmpdir(), 'alongside-rules-'))
  // Builds what is out of date, before several do so at once.
  await run('--help')
}, SLOW)
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await rm(folder, { recursive: true })
})

type Json = { leaks: number; pages: PageReport[]; untested: { url: string; reason: string }[] }

function run(...args: string[]): Promise<{ code: number | null; out: string; error: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, 'redaction-test', ...PATIENT, ...args])
    let [out, error] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
    child.on('close', (code) => resolve({ code, out, error }))
  })
}

async function json(...args: string[]): Promise<Json & { code: number | null }> {
  const { code, out } = await run('--json', ...args)
  return { code, ...(JSON.parse(out) as Json) }
}

// Each run waits more than it works.
describe.concurrent('the redaction test', () => {
  test(
    'B4: a hostile page with marks of many products leaks nothing',
    { timeout: SLOW },
    async ({ expect }) => {
      const { code, leaks, pages } = await json('--max', '50', `${origin}/hostile`)
      expect(pages[0]?.leaks).toEqual([])
      expect(pages[0]?.differences).toEqual([])
      expect({ code, leaks }).toEqual({ code: 0, leaks: 0 })
      expect(pages[0]?.planted).toBeGreaterThan(1000)
      expect(pages[0]?.problems).toEqual([])
    },
  )

  test('B4: private by default holds on a hostile page', { timeout: SLOW }, async () => {
    const file = path.join(folder, 'rules.json')
    await writeFile(file, JSON.stringify({ maskAll: true, allow: ['h1'] }))
    const { code, pages } = await json('--rules', file, '--max', '40', `${origin}/hostile`)
    expect(pages[0]?.leaks).toEqual([])
    expect({ code, differences: pages[0]?.differences }).toEqual({ code: 0, differences: [] })
  })

  test(
    'B4: what should be private and is not is named with its place',
    { timeout: SLOW },
    async ({ expect }) => {
      const { code, pages } = await json('--private', '.iban', ...FEW, `${origin}/open`)
      expect(code).toBe(1)
      expect(pages[0]?.leaks).toContainEqual({
        planted: { path: 'body p.iban:nth-of-type(1)', kind: 'attribute title', step: 'first view' },
        op: 'insert',
        node: expect.stringContaining('body'),
        encoding: 'plain text',
        viewer: 'first viewer',
        step: 'first view',
      })
      const { code: plain, out } = await run('--private', '.iban', ...FEW, `${origin}/open`)
      expect(plain).toBe(1)
      expect(out).toMatch(/LEAK .*\/open/)
      expect(out).toContain('body p.iban:nth-of-type(1) (attribute title, step "first view")')
    },
  )

  test('B4: a secret that a page shows encoded is found', { timeout: SLOW }, async ({ expect }) => {
    const { code, pages } = await json(...FEW, `${origin}/echo`)
    expect(code).toBe(1)
    expect(pages[0]?.leaks.map(({ encoding }) => encoding)).toContainEqual(expect.stringMatching(/^base64/))
  })

  test(
    'B4: one that leaves a letter at a time is found by comparing runs',
    { timeout: SLOW },
    async ({ expect }) => {
      const { code, pages } = await json(...FEW, `${origin}/letters`)
      expect(code).toBe(1)
      expect(pages[0]?.leaks).toEqual([])
      expect(pages[0]?.differences.map(({ node }) => node)).toContainEqual(expect.stringContaining('p#out'))
    },
  )

  test('B4: what a page changes by itself is no leak', { timeout: SLOW }, async ({ expect }) => {
    const { code, pages } = await json(...FEW, `${origin}/clock`)
    expect({ code, differences: pages[0]?.differences }).toEqual({ code: 0, differences: [] })
  })

  test('B4: the rules of a site come from its server by its key', { timeout: SLOW }, async ({ expect }) => {
    const { code, pages } = await json('--server', origin, '--site', 'key', ...FEW, `${origin}/open`)
    expect(code).toBe(0)
    expect(pages[0]?.places).toBe(1)
    const other = origin.replace('localhost', '127.0.0.1')
    const refused = await json('--server', origin, '--site', 'key', ...FEW, `${other}/open`)
    expect(refused.code).toBe(2)
    expect(refused.untested[0]?.reason).toContain('This origin is not allowed.')
  })

  test('B4: what could not be tested does not pass', { timeout: SLOW }, async () => {
    expect((await run(`${origin}/nowhere`)).code).toBe(2)
    expect((await run('not an address')).code).toBe(2)
    expect((await run()).code).toBe(2)
    expect((await run('--server', origin, `${origin}/open`)).code).toBe(2)
    const help = await run('--help')
    expect(help.code).toBe(0)
    expect(help.out).toContain('Exit code: 0 nothing leaked, 1 something leaked, 2 could not be tested.')
  })
})
