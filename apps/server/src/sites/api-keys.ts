import { and, desc, eq } from 'drizzle-orm'
import { AlongsideError } from '@alongside/protocol'
import type { ApiKey, OrganizationId } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { ApiKeys, Sites } from '../ports/sites.ts'
import type { Database } from '../storage/database.ts'
import { apiKeys } from '../storage/schema/sites.ts'
import { randomId, randomToken, tokenHash } from '../storage/secrets.ts'

/** Characters of the secret that stay visible: "alk_" and six more. */
const PREFIX_LENGTH = 10

export type ManagedApiKeys = ApiKeys & {
  list(organizationId: OrganizationId): Promise<ApiKey[]>
  /** The secret is returned here and never again. */
  create(organizationId: OrganizationId, name: string): Promise<{ key: ApiKey; secret: string }>
  /** @throws AlongsideError `not_found` */
  remove(organizationId: OrganizationId, id: string): Promise<void>
}

export function createApiKeys(db: Database, sites: Sites, clock: Clock): ManagedApiKeys {
  return {
    async verify(secret) {
      const [row] = await db
        .select()
        .from(apiKeys)
        .where(eq(apiKeys.secretHash, tokenHash(secret)))
      if (row === undefined) return null
      const organizationId = row.organizationId as OrganizationId
      const site = await sites.ofOrganization(organizationId)
      return site === null ? null : { organizationId, site }
    },

    async list(organizationId) {
      const rows = await db
        .select()
        .from(apiKeys)
        .where(eq(apiKeys.organizationId, organizationId))
        .orderBy(desc(apiKeys.createdAt))
      return rows.map(toApiKey)
    },

    async create(organizationId, name) {
      const secret = `alk_${randomToken()}`
      const row = {
        id: randomId('key'),
        organizationId,
        name,
        prefix: apiKeyPrefix(secret),
        secretHash: tokenHash(secret),
        createdAt: new Date(clock.now()),
      }
      await db.insert(apiKeys).values(row)
      return { key: toApiKey(row), secret }
    },

    async remove(organizationId, id) {
      const own = and(eq(apiKeys.id, id), eq(apiKeys.organizationId, organizationId))
      const gone = await db.delete(apiKeys).where(own).returning({ id: apiKeys.id })
      if (gone.length === 0) throw new AlongsideError('not_found', 'There is no such API key.')
    },
  }
}

function toApiKey(row: Pick<typeof apiKeys.$inferSelect, 'id' | 'name' | 'prefix' | 'createdAt'>): ApiKey {
  return { id: row.id, name: row.name, prefix: row.prefix, createdAt: row.createdAt.getTime() }
}

/** What of a key is kept and shown. */
export function apiKeyPrefix(secret: string): string {
  return secret.slice(0, PREFIX_LENGTH)
}
