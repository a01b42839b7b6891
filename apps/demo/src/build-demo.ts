import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import { registerBank } from './bank-routes.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { renderFrontPage } from './front-page.ts'
import { sendHtml } from './send-html.ts'
import { renderTagSnippet } from './tag-snippet.ts'
import { registerTravel } from './travel/routes.ts'

/** What `buildDemo` is made from. */
export interface DemoDeps {
  /** Origin of the Alongside server. */
  readonly serverUrl: string
  readonly siteKey: string
  /** Folder with the built bank app; the build's output unless a test gives another. */
  readonly bankFolder?: string
}

/** Builds the app with both sites, without listening, so that a test needs no port. */
export async function buildDemo(deps: DemoDeps): Promise<FastifyInstance> {
  const serverOrigin = new URL(deps.serverUrl).origin
  const tag = renderTagSnippet(serverOrigin, deps.siteKey)
  const app = Fastify({ forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true } })

  app.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy({ serverOrigin }))
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'same-origin')
  })
  // HTML forms post this type; a Map would lose repeated names (seats), URLSearchParams keeps them.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, new URLSearchParams(body.toString()))
    },
  )
  await app.register(cookie)

  app.get('/', (_request, reply) => sendHtml(reply, renderFrontPage()))
  await registerTravel(app, tag)
  await registerBank(app, {
    serverOrigin,
    tag,
    ...(deps.bankFolder === undefined ? {} : { folder: deps.bankFolder }),
  })
  return app
}
