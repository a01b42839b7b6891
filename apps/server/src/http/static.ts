import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { AlongsideError } from '@alongside/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { allowOtherOrigins } from './security-headers.ts'

/** Folders with the built browser code. */
export type Assets = { readonly console: string; readonly tag: string; readonly viewer: string }

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/** Where `npm run build` puts them. */
export const BUILT_ASSETS: Assets = {
  console: fromRoot('apps/console/dist'),
  tag: fromRoot('packages/tag/dist'),
  viewer: fromRoot('packages/viewer/dist'),
}

const IMMUTABLE = 'public, max-age=31536000, immutable'
/** Sites get a new loader within minutes of an update of the server. */
const LOADER = 'public, max-age=300'
const HASHED = /-[\w-]{8}\.\w+$/
/** Entry points keep their name over releases. */
const ENTRIES = new Set(['alongside.js', 'alongside-viewer.js', 'embed.js'])
/** Never answered with the console's page: a wrong address there is an error, not a page. */
const NOT_CONSOLE = /^\/(api|tag|viewer|embed|socket\.io|assets|healthz)(\/|$|\?)/

/** Serves the tag, the viewer's module and the console, each with the caching and the headers that it needs. */
export async function registerStatic(app: FastifyInstance, assets: Assets): Promise<void> {
  const shared = { index: false, preCompressed: true, cacheControl: false, decorateReply: false } as const
  const setHeaders = (reply: FastifyReply, path: string) => {
    reply.header('cache-control', isHashed(path) ? IMMUTABLE : LOADER)
    allowOtherOrigins(reply)
  }
  await app.register(fastifyStatic, { ...shared, root: assets.tag, prefix: '/tag/v1/', setHeaders })
  const embedFolder = fromRoot('apps/server/public')
  await app.register(fastifyStatic, {
    ...shared,
    root: [embedFolder, assets.viewer],
    prefix: '/viewer/v1/',
    setHeaders,
  })
  await app.register(fastifyStatic, {
    ...shared,
    decorateReply: true,
    index: 'index.html',
    root: assets.console,
    prefix: '/',
    setHeaders: (reply, path) => {
      reply.header('cache-control', isHashed(path) ? IMMUTABLE : 'no-cache')
    },
  })
  app.setNotFoundHandler(async (request, reply) => {
    if (!wantsConsole(request)) throw new AlongsideError('not_found', 'There is nothing at this address.')
    return reply.header('cache-control', 'no-cache').sendFile('index.html', assets.console)
  })
}

function isHashed(path: string): boolean {
  const name = basename(path).replace(/\.(br|gz)$/, '')
  return !ENTRIES.has(name) && HASHED.test(name)
}

/** Addresses inside the console are its own: it reads them itself. */
function wantsConsole(request: FastifyRequest): boolean {
  const isGet = request.method === 'GET' || request.method === 'HEAD'
  return isGet && request.headers.accept?.includes('text/html') === true && !NOT_CONSOLE.test(request.url)
}
