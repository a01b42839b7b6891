import type { VisitorId } from '@alongside/protocol'
import type { OpenSession } from './session.ts'

/**
 * Whether an old session gives way to a new invitation: somebody it needs is not there any more, so that it could only
 * wait for its lease. A host page between two pages (`navigating`) does not count: an agent who invites somebody else in
 * those seconds means it.
 */
export function replaceable(session: OpenSession, isVisitorConnected: (id: VisitorId) => boolean): boolean {
  switch (session.state) {
    case 'pending':
      return true
    case 'authorizing':
      return !isVisitorConnected(session.visitorId)
    case 'active':
      return session.host.status !== 'present' || session.viewersAwaySince !== null
  }
}
