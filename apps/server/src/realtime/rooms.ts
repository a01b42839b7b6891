import type { OrganizationId, SiteId, UserId, VisitorId } from '@alongside/protocol'

/** Names of Socket.IO rooms. */
export const rooms = {
  visitor: (id: VisitorId) => `visitor:${id}`,
  site: (id: SiteId) => `site:${id}`,
  organization: (id: OrganizationId) => `organization:${id}`,
  agent: (id: UserId) => `agent:${id}`,
}
