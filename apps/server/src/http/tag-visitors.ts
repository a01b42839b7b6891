import {
  AlongsideError,
  openVisitorSchema,
  type OpenVisitorReply,
  PROTOCOL_VERSION,
  type VisitorId,
} from '@alongside/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { SiteRecord } from '../ports/sites.ts'
import type { Services } from '../services.ts'

const PATH = '/tag/v1/visitors'
const PREFLIGHT_SECONDS = 600

/**
 * `POST /tag/v1/visitors`, called by the tag from pages of any origin: the site's key and origin are checked, and the
 * visitor gets the token for `/visitor`. Errors are readable for the page too, so that the tag can say what is wrong.
 */
export function registerTagVisitors(app: FastifyInstance, services: Services): void {
  app.options(PATH, { onRequest: allowOrigin }, async (_request, reply) => {
    void reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', PREFLIGHT_SECONDS)
    return reply.status(204).send()
  })
  app.post(PATH, { onRequest: allowOrigin }, async (request, reply): Promise<OpenVisitorReply> => {
    void reply.header('cache-control', 'no-store')
    const { siteKey, identity } = parseOpen(request.body)
    const site = await services.sites.byKey(siteKey)
    if (site === null) throw new AlongsideError('site_unknown')
    const origin = request.headers.origin ?? services.publicUrl
    if (!services.sites.isOriginAllowed(site, origin))
      throw new AlongsideError('origin_not_allowed', undefined, { origin })
    return open(services, site, identity)
  })
}

/** No credentials: the answer holds nothing that depends on who the browser is. */
async function allowOrigin(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
}

function parseOpen(body: unknown): v.InferOutput<typeof openVisitorSchema> {
  const version = v.safeParse(v.object({ protocol: v.number() }), body)
  if (version.success && version.output.protocol !== PROTOCOL_VERSION)
    throw new AlongsideError('protocol_mismatch', undefined, { server: PROTOCOL_VERSION })
  return parseInput(openVisitorSchema, body)
}

async function open(
  services: Services,
  site: SiteRecord,
  identity: string | undefined,
): Promise<OpenVisitorReply> {
  const { tokens, visitors } = services
  const visitor = await visitors.openVisitor(site, await knownVisitor(services, site, identity))
  const claims = { visitorId: visitor.id, siteId: site.id }
  return {
    visitorId: visitor.id,
    identity: await tokens.sign('identity', claims),
    visitorToken: await tokens.sign('visitor', claims),
    site: { name: site.name },
    masking: site.masking,
  }
}

/** An identity that is old, broken or of another site is no error: the browser is a new visitor then. */
async function knownVisitor(
  { tokens }: Services,
  site: SiteRecord,
  identity: string | undefined,
): Promise<VisitorId | null> {
  if (identity === undefined) return null
  try {
    const claims = await tokens.verify('identity', identity)
    return claims.siteId === site.id ? claims.visitorId : null
  } catch (error) {
    if (error instanceof AlongsideError) return null
    throw error
  }
}
