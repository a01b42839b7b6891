import type { Participant, SessionView } from '@alongside/protocol'
import type { StoredSession } from '../kernel.ts'

export type ActiveView = Extract<SessionView, { state: 'active' }>

/**
 * The session as this page knows it. The frame, the bar and `alongside.session` are derived from it and have no state of
 * their own: people trust the frame, so it can neither stay after the end nor be missing before.
 */
export type SessionState =
  | { readonly phase: 'none' }
  /** Not confirmed by the server on this page yet. */
  | { readonly phase: 'starting'; readonly stored: StoredSession }
  | { readonly phase: 'active'; readonly stored: StoredSession; readonly view: ActiveView }
  | { readonly phase: 'reconnecting'; readonly stored: StoredSession }
  /** Over: `reason` as in END_REASONS, `text` in words. */
  | { readonly phase: 'ended'; readonly id: string; readonly reason: string; readonly text: string }

/** Viewers that are connected now. */
export function connectedViewers(view: SessionView): readonly Participant[] {
  return view.participants.filter(({ role, connected }) => role === 'viewer' && connected)
}
