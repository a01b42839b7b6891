import type { MaskingRules, OrganizationId, ResourceMode, SiteId } from '@alongside/protocol'

/** A site that carries the tag, and its settings. */
export type SiteRecord = {
  readonly id: SiteId
  readonly organizationId: OrganizationId
  readonly name: string
  readonly key: string
  /** Exact origins; in demo mode also `http://localhost:*` and the like (every loopback origin). */
  readonly allowedOrigins: readonly string[]
  readonly masking: MaskingRules
  readonly oneSessionPerAgent: boolean
  readonly hostAwaySeconds: number
  /** Where viewers get images, fonts and style sheets from. */
  readonly resources: ResourceMode
}

export type Sites = {
  byKey(key: string): Promise<SiteRecord | null>
  byId(id: SiteId): Promise<SiteRecord | null>
  /** The organisation's site (one for now). */
  ofOrganization(id: OrganizationId): Promise<SiteRecord | null>
  isOriginAllowed(site: SiteRecord, origin: string): boolean
  /** Calls back after a setting was saved (running sessions take up new masking rules). Returns the way to stop. */
  onChange(listener: (site: SiteRecord) => void): () => void
}

export type ApiKeys = {
  /** The organisation and site that an API key speaks for; null for an unknown or deleted key. */
  verify(secret: string): Promise<{ organizationId: OrganizationId; site: SiteRecord } | null>
}
