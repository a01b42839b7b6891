import type { VisitorId } from '@alongside/protocol'
import type { OpenSession } from './session.ts'

/**
 * Whether an old session gives way to a new invitation: somebody it needs is not there any more, so that it could only
 * wait for its lease. A host page between two pages (`navigating`) still counts as there.
 */
export function replaceable(session: OpenSession, isVisitorOnline: (id: VisitorId) => boolean): boolean {
  switch (session.state) {
    case 'pending':
      return true
    case 'authorizing':
      return !isVisitorOnline(session.visitorId)
    case 'active':
      return session.host.status === 'away' || session.viewersAwaySince !== null
  }
}
