import type { EndReason } from '@alongside/protocol'

const WORDS: Readonly<Record<EndReason, string>> = {
  visitor_ended: 'The visitor ended the session.',
  agent_ended: 'You ended the session.',
  declined: 'The visitor declined the invitation.',
  withdrawn: 'You withdrew the invitation.',
  expired: 'The invitation expired without an answer.',
  visitor_gone: 'The visitor left the site and did not come back in time.',
  agent_gone: 'The console was away for too long.',
  replaced: 'Another session took its place.',
  api_ended: 'Your own system ended the session.',
  server_stopped: 'The server was stopped.',
  failed: 'The session failed for a technical reason.',
}

/** Why a session ended, in plain words. null: it ended while this console was not connected. */
export function endReasonWords(reason: EndReason | null): string {
  return reason === null ? 'The session ended while the connection was lost.' : WORDS[reason]
}
