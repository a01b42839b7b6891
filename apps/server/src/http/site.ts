import { AlongsideError, sitePatchSchema } from '@alongside/protocol'
import type { Site } from '@alongside/protocol'
import type { FastifyInstance } from 'fastify'
import { parseInput } from '../parse-input.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { SiteRecord } from '../ports/sites.ts'
import type { SiteSettings } from '../sites/sites.ts'
import { requireAgent } from './require-agent.ts'

/** The site's settings (admin). */
export function registerSite(
  app: FastifyInstance,
  deps: { readonly accounts: Accounts; readonly sites: SiteSettings; readonly publicUrl: string },
): void {
  const { accounts, sites, publicUrl } = deps

  app.get('/api/console/site', async (request) => {
    const admin = await requireAgent(accounts, request, 'admin')
    const site = await sites.ofOrganization(admin.organizationId)
    if (site === null) throw new AlongsideError('not_found', 'This organisation has no site.')
    return toSite(site, publicUrl)
  })

  app.patch('/api/console/site', async (request) => {
    const admin = await requireAgent(accounts, request, 'admin')
    const patch = parseInput(sitePatchSchema, request.body)
    return toSite(await sites.change(admin.organizationId, patch), publicUrl)
  })
}

function toSite(site: SiteRecord, publicUrl: string): Site {
  const { id, name, key, allowedOrigins, masking, oneSessionPerAgent, hostAwaySeconds, resources } = site
  return {
    id,
    name,
    key,
    snippet: `<script async src="${publicUrl}/tag/v1/alongside.js" data-site="${key}"></script>`,
    allowedOrigins: [...allowedOrigins],
    masking,
    oneSessionPerAgent,
    hostAwaySeconds,
    resources,
  }
}
