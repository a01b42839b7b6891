import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDemo } from './build-demo.ts'
import { startDemo } from './start-demo.ts'

const TAG =
  '<script async src="https://help.example.com/tag/v1/alongside.js" data-site="key&quot;1"></script>'
const BANK_PAGE = '<head><meta nonce="__CSP_NONCE__" /><!-- tag --></head>'

let app: FastifyInstance
let bankFolder: string

beforeAll(async () => {
  bankFolder = await mkdtemp(join(tmpdir(), 'demo-bank-'))
  await mkdir(join(bankFolder, 'assets'))
  await writeFile(join(bankFolder, 'index.html'), BANK_PAGE)
  app = await buildDemo({ serverUrl: 'https://help.example.com/', siteKey: 'key"1', bankFolder })
})

afterAll(async () => {
  await app.close()
  await rm(bankFolder, { recursive: true })
})

const TAGGED = [
  '/travel/',
  '/travel/sign-in',
  '/travel/flights/LIS-JFK-2027-03-01-4',
  '/bank/',
  '/bank/apply/address',
]

describe('the pages', () => {
  it.each(TAGGED)('%s carries the tag and a policy that admits it', async (url) => {
    const { statusCode, body, headers } = await app.inject(url)
    expect(statusCode).toBe(200)
    expect(body).toContain(TAG)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(`script-src 'self' https://help.example.com;`)
    expect(policy).toContain(`connect-src 'self' https://help.example.com wss://help.example.com;`)
    expect(policy).not.toContain('unsafe')
  })

  it('leave the help page without the tag', async () => {
    const { statusCode, body } = await app.inject('/travel/help')
    expect(statusCode).toBe(200)
    expect(body).not.toContain('alongside.js')
  })

  it('contain no inline script, handler or style, which the policy would block', async () => {
    for (const url of ['/', ...TAGGED, '/travel/help', '/travel/widgets/weather/LIS']) {
      const { body } = await app.inject(url)
      expect(body, url).not.toMatch(/<style|\sstyle="|\son\w+="|<script(?![^>]*\ssrc=)/)
    }
  })

  it('give the bank a fresh nonce for every page, the same in the policy and in the page', async () => {
    const nonces = new Set<string>()
    for (let load = 0; load < 2; load++) {
      const { body, headers } = await app.inject('/bank/')
      const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? ''
      expect(String(headers['content-security-policy'])).toContain(`'nonce-${nonce}'`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(2)
  })

  it('say what to do when the bank is not built', async () => {
    const unbuilt = await buildDemo({
      serverUrl: 'http://localhost:4000',
      siteKey: 'k',
      bankFolder: join(bankFolder, 'no'),
    })
    const { statusCode, body } = await unbuilt.inject('/bank/')
    expect(statusCode).toBe(503)
    expect(body).toContain('npm run build -w apps/demo')
    await unbuilt.close()
  })
})

describe('startDemo', () => {
  it('serves on a free port and stops', async () => {
    const demo = await startDemo({ port: 0, serverUrl: 'http://localhost:4000', siteKey: 'k' })
    expect((await fetch(`${demo.url}/travel/`)).status).toBe(200)
    await demo.close()
    await expect(fetch(`${demo.url}/travel/`)).rejects.toThrow()
  })
})
