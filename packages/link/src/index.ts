import type { SessionLink, SessionLinkOptions, VisitorLink, VisitorLinkOptions } from './api.ts'

export type * from './api.ts'

/** Connects to `/session`. Listeners are to be added in the same turn. */
export function connectSession(_options: SessionLinkOptions): SessionLink {
  throw new Error('not built yet')
}

/** Connects to `/visitor`. Listeners are to be added in the same turn. */
export function connectVisitor(_options: VisitorLinkOptions): VisitorLink {
  throw new Error('not built yet')
}
