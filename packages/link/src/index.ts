import type { SessionLink, SessionLinkOptions } from './api.ts'

export type * from './api.ts'

/** Connects to `/session`. Listeners are to be added in the same turn. */
export function connectSession(_options: SessionLinkOptions): SessionLink {
  throw new Error('not built yet')
}
