import { eq } from 'drizzle-orm'
import { AlongsideError } from '@alongside/protocol'
import type { OrganizationId, PageRules, SiteId, SitePatch } from '@alongside/protocol'
import { createChannel } from '../channel.ts'
import type { SiteRecord, Sites } from '../ports/sites.ts'
import type { Database } from '../storage/database.ts'
import { sites } from '../storage/schema/sites.ts'
import { isOriginAllowed, normalizeOrigin } from './origins.ts'
import { selectorProblem } from './selector-problem.ts'

export type SiteSettings = Sites & {
  /**
   * Saves what the admin changed and tells running sessions.
   * @throws AlongsideError `invalid_input` naming the origin or selector; `not_found`
   */
  change(organizationId: OrganizationId, patch: SitePatch): Promise<SiteRecord>
}

/** `allowLoopbackPatterns`: admins may keep `http://localhost:*` and the like (the demo). */
export function createSites(
  db: Database,
  { allowLoopbackPatterns }: { readonly allowLoopbackPatterns: boolean },
): SiteSettings {
  const changes = createChannel<SiteRecord>()

  async function ofOrganization(id: OrganizationId): Promise<SiteRecord | null> {
    const [row] = await db.select().from(sites).where(eq(sites.organizationId, id))
    return row === undefined ? null : toRecord(row)
  }

  return {
    async byKey(key) {
      const [row] = await db.select().from(sites).where(eq(sites.key, key))
      return row === undefined ? null : toRecord(row)
    },
    async byId(id) {
      const [row] = await db.select().from(sites).where(eq(sites.id, id))
      return row === undefined ? null : toRecord(row)
    },
    ofOrganization,
    isOriginAllowed: (site, origin) => isOriginAllowed(site.allowedOrigins, origin),
    onChange: (listener) => changes.listen(listener),

    async change(organizationId, patch) {
      const columns = toColumns(patch, allowLoopbackPatterns)
      if (Object.keys(columns).length > 0)
        await db.update(sites).set(columns).where(eq(sites.organizationId, organizationId))
      const site = await ofOrganization(organizationId)
      if (site === null) throw new AlongsideError('not_found', 'This organisation has no site.')
      changes.emit(site)
      return site
    },
  }
}

function toColumns(patch: SitePatch, allowPatterns: boolean): Partial<typeof sites.$inferInsert> {
  const { name, allowedOrigins, masking, oneSessionPerAgent, hostAwaySeconds, resources } = patch
  return {
    ...(name === undefined ? {} : { name }),
    ...(allowedOrigins === undefined ? {} : { allowedOrigins: mustOrigins(allowedOrigins, allowPatterns) }),
    ...(masking === undefined ? {} : maskingColumns(masking)),
    ...(oneSessionPerAgent === undefined ? {} : { oneSessionPerAgent }),
    ...(hostAwaySeconds === undefined ? {} : { hostAwaySeconds }),
    ...(resources === undefined ? {} : { resources }),
  }
}

function maskingColumns({
  mask,
  block,
  allow,
  maskAll,
  otherMarks,
  pages,
}: NonNullable<SitePatch['masking']>): Partial<typeof sites.$inferInsert> {
  return {
    ...(mask === undefined ? {} : { maskSelectors: mustSelectors(mask, 'masking.mask') }),
    ...(block === undefined ? {} : { blockSelectors: mustSelectors(block, 'masking.block') }),
    ...(allow === undefined ? {} : { allowSelectors: mustSelectors(allow, 'masking.allow') }),
    ...(maskAll === undefined ? {} : { maskAll }),
    ...(otherMarks === undefined ? {} : { otherMarks }),
    ...(pages === undefined ? {} : { pageRules: pages.map(mustPageRules) }),
  }
}

type PatchedPage = NonNullable<NonNullable<SitePatch['masking']>['pages']>[number]

function mustPageRules(
  { url, mask, block, allow = [], maskAll = false }: PatchedPage,
  index: number,
): PageRules {
  const field = `masking.pages.${index}`
  return {
    url,
    mask: mustSelectors(mask, `${field}.mask`),
    block: mustSelectors(block, `${field}.block`),
    allow: mustSelectors(allow, `${field}.allow`),
    maskAll,
  }
}

function mustOrigins(origins: readonly string[], allowPatterns: boolean): string[] {
  const normal = origins.map((origin, index) => {
    const known = normalizeOrigin(origin, allowPatterns)
    if (known !== null) return known
    const field = `allowedOrigins.${index}`
    const message = `"${origin}" is not an origin. It looks like https://www.example.com, without a path.`
    throw new AlongsideError('invalid_input', message, { field })
  })
  return [...new Set(normal)]
}

function mustSelectors(selectors: readonly string[], name: string): string[] {
  for (const [index, selector] of selectors.entries()) {
    const problem = selectorProblem(selector)
    if (problem === null) continue
    const details = { field: `${name}.${index}`, selector }
    throw new AlongsideError(
      'invalid_input',
      `The selector "${selector}" cannot be used: ${problem}.`,
      details,
    )
  }
  return [...new Set(selectors)]
}

function toRecord(row: typeof sites.$inferSelect): SiteRecord {
  return {
    id: row.id as SiteId,
    organizationId: row.organizationId as OrganizationId,
    name: row.name,
    key: row.key,
    allowedOrigins: row.allowedOrigins,
    masking: {
      mask: row.maskSelectors,
      block: row.blockSelectors,
      allow: row.allowSelectors,
      maskAll: row.maskAll,
      otherMarks: row.otherMarks,
      pages: row.pageRules,
    },
    oneSessionPerAgent: row.oneSessionPerAgent,
    hostAwaySeconds: row.hostAwaySeconds,
    resources: row.resources,
  }
}
