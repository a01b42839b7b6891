import { AlongsideError } from '@alongside/protocol'
import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { Services } from '../services.ts'

const querySchema = v.object({
  site: v.pipe(v.string(), v.maxLength(200)),
  origin: v.pipe(v.string(), v.maxLength(2048)),
})

/**
 * `GET /tag/v1/frames?site=KEY&origin=ORIGIN`, called by the tag in a frame: whether pages of this origin, in which the
 * frame stands, may mirror it. 204: they may. The frame's own origin has to be one of the site's as well.
 */
export function registerTagFrames(
  app: FastifyInstance,
  services: Pick<Services, 'sites' | 'publicUrl'>,
): void {
  app.get('/tag/v1/frames', async (request, reply) => {
    void reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'no-store')
    const { site: key, origin } = parseInput(querySchema, request.query)
    const site = await services.sites.byKey(key)
    if (site === null) throw new AlongsideError('site_unknown')
    for (const one of [origin, request.headers.origin ?? services.publicUrl])
      if (!services.sites.isOriginAllowed(site, one))
        throw new AlongsideError('origin_not_allowed', undefined, { origin: one })
    return reply.status(204).send()
  })
}
