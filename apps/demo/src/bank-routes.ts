import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { contentSecurityPolicy } from './content-security-policy.ts'
import type { Html } from './html.ts'

/** Where `npm run build -w apps/demo` puts the bank's React app. */
const BUILT_FOLDER = fileURLToPath(new URL('../dist/bank', import.meta.url))

const FIRST_REFERENCE = 40_117

/** What the bank's routes need. */
export interface BankOptions {
  readonly serverOrigin: string
  readonly tag: Html
  readonly folder?: string
}

/**
 * The bank: one HTML page for every address below /bank (the React app looks at the path itself), its assets, and
 * the address that takes a finished application. Applications are counted, not kept.
 */
export async function registerBank(app: FastifyInstance, options: BankOptions): Promise<void> {
  const folder = options.folder ?? BUILT_FOLDER
  let nextReference = FIRST_REFERENCE

  async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
    const template = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null)
    if (template === null) {
      return reply
        .code(503)
        .type('text/plain')
        .send('The bank is not built. Run: npm run build -w apps/demo\n')
    }
    // Radix locks scrolling with a <style> element of its own; a fresh nonce per page admits that one and no other.
    const styleNonce = randomBytes(16).toString('base64')
    const page = template
      .replace('<!-- tag -->', () => options.tag.toString())
      .replace('__CSP_NONCE__', () => styleNonce)
    return reply
      .header(
        'content-security-policy',
        contentSecurityPolicy({ serverOrigin: options.serverOrigin, styleNonce }),
      )
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page)
  }

  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/bank/assets/',
    decorateReply: false,
    immutable: true,
    maxAge: '1h',
  })
  app.get('/bank', (_request, reply) => sendPage(reply))
  app.get('/bank/apply', (_request, reply) => sendPage(reply))
  app.get('/bank/apply/:step', (_request, reply) => sendPage(reply))
  app.post('/bank/api/applications', (_request, reply) => {
    nextReference += 1
    return reply.code(201).send({ reference: `FH-${nextReference}` })
  })
}
