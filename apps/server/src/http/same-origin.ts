import { AlongsideError } from '@alongside/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Paths where the sign-in cookie, or the person at the browser, is what gives the right. */
const COOKIE_PATHS = ['/api/console/', '/api/auth/', '/api/invites/']
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What our code asks with: `fetch`, and links that are followed. */
const OWN_DESTINATIONS = new Set(['empty', 'document'])

/**
 * Refuses requests that another site makes with our cookie. Browsers send `Origin` with everything but GET and HEAD,
 * and `Sec-Fetch-Site`; clients that send neither are no browsers and hold no cookie of a victim.
 * Also what is asked for as a picture, font or style: a mirrored page, which the console shows, chooses such addresses,
 * and the browser sends the agent's cookie along.
 */
export function registerSameOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!COOKIE_PATHS.some((path) => request.url.startsWith(path))) return
    if (isForShow(request)) throw new AlongsideError('forbidden', 'This is not a part of a page.')
    if (SAFE_METHODS.has(request.method) || isOwnOrigin(request)) return
    throw new AlongsideError('forbidden', 'This request came from another site.')
  })
}

/** Older browsers do not say. */
function isForShow({ headers }: FastifyRequest): boolean {
  const destination = headers['sec-fetch-dest']
  return typeof destination === 'string' && !OWN_DESTINATIONS.has(destination)
}

/**
 * `same-origin` is the browser's own word; a page cannot set it. Older browsers send only `Origin`: its host is compared
 * with the one asked for, since the cookie belongs to that; the scheme may differ behind a proxy.
 */
function isOwnOrigin({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'same-origin') return true
  if (site !== undefined && site !== 'none') return false
  const { origin } = headers
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === headers.host
}
