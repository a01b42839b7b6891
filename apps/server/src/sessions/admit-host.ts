import { AlongsideError } from '@alongside/protocol'
import type { ActiveSession, Session } from './session.ts'

/** A page that wants to be the host, by its token and its hello. */
export type HostCandidate = { readonly tabId: string; readonly pageId: string }

/**
 * Whether a page may be the host now. `probe`: a page with the same tab id is connected, as after duplicating a tab, which
 * copies sessionStorage and so the tab id. Only asking that page tells whether it still lives: if it answers, the new one is refused.
 * @throws AlongsideError `session_ended`, `not_found`, `host_elsewhere`
 */
export function admitHost(session: Session, candidate: HostCandidate): 'admit' | 'probe' {
  const active = mustBeActive(session)
  if (active.tabId !== candidate.tabId) throw new AlongsideError('host_elsewhere')
  const { host } = active
  if (host.status !== 'present' || host.leaving || host.pageId === candidate.pageId) return 'admit'
  return 'probe'
}

function mustBeActive(session: Session): ActiveSession {
  switch (session.state) {
    case 'active':
      return session
    case 'ended':
      throw new AlongsideError('session_ended', undefined, { reason: session.reason })
    case 'pending':
    case 'authorizing':
      throw new AlongsideError('not_found', 'The visitor has not accepted this session yet.')
  }
}
