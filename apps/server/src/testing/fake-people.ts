import type { OrganizationId, SiteId, UserId } from '@alongside/protocol'
import { createChannel } from '../channel.ts'
import type { AccountChange, Accounts, Agent } from '../ports/accounts.ts'
import type { ApiKeys, SiteRecord, Sites } from '../ports/sites.ts'

export const SITE_ORIGIN = 'https://shop.example'

export function siteRecord(over: Partial<SiteRecord> = {}): SiteRecord {
  return {
    id: 'site' as SiteId,
    organizationId: 'org' as OrganizationId,
    name: 'Shop',
    key: 'key',
    allowedOrigins: [SITE_ORIGIN],
    masking: { mask: ['.secret'], block: [] },
    oneSessionPerAgent: true,
    hostAwaySeconds: 120,
    resources: 'auto',
    ...over,
  }
}

export function agentRecord(over: Partial<Agent> = {}): Agent {
  return {
    id: 'ben' as UserId,
    name: 'Ben',
    email: 'ben@shop.example',
    role: 'agent',
    organizationId: 'org' as OrganizationId,
    ...over,
  }
}

/** Sites in memory; `change` saves a setting as the console does. */
export function createFakeSites(...records: readonly SiteRecord[]): Sites & {
  change(id: SiteId, part: Partial<SiteRecord>): void
} {
  const sites = new Map(records.map((site) => [site.id, site]))
  const changes = createChannel<SiteRecord>()
  const find = (isWanted: (site: SiteRecord) => boolean) => [...sites.values()].find(isWanted) ?? null
  return {
    byKey: async (key) => find((site) => site.key === key),
    byId: async (id) => sites.get(id) ?? null,
    ofOrganization: async (id) => find((site) => site.organizationId === id),
    isOriginAllowed: (site, origin) => site.allowedOrigins.includes(origin),
    onChange: (listener) => changes.listen(listener),
    change(id, part) {
      const site = { ...(sites.get(id) ?? siteRecord()), ...part }
      sites.set(id, site)
      changes.emit(site)
    },
  }
}

export type FakeAccounts = Accounts & {
  disable(id: UserId): void
  /** The only sign-in runs out, which nobody is told. */
  expire(id: UserId): void
}

/** The cookie of a signed-in agent is `agent=ID`. */
export function createFakeAccounts(...agents: readonly Agent[]): FakeAccounts {
  const disabled = new Set<UserId>()
  const changes = createChannel<AccountChange>()
  return {
    async agentFrom(headers) {
      const id = /agent=([\w-]+)/.exec(headers.get('cookie') ?? '')?.[1]
      return agents.find((agent) => agent.id === id && !disabled.has(agent.id)) ?? null
    },
    onChange: (listener) => changes.listen(listener),
    disable(id) {
      disabled.add(id)
      changes.emit({ id, disabled: true, signedOut: false })
    },
    expire: (id) => void disabled.add(id),
  }
}

/** The API key of a site is `api-` and its key. */
export function createFakeApiKeys(sites: Sites): ApiKeys {
  return {
    async verify(secret) {
      const site = secret.startsWith('api-') ? await sites.byKey(secret.slice('api-'.length)) : null
      return site === null ? null : { organizationId: site.organizationId, site }
    },
  }
}
