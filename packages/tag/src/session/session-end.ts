import type { ErrorBody } from '@alongside/protocol'
import { endSentence, errorSentence } from '../ui/words.ts'

/** How a session ends for this page. */
export type SessionEnd =
  /** Over; `reason` as in END_REASONS. */
  | { readonly kind: 'ended'; readonly reason: string; readonly text: string }
  /** It lives in another tab: nothing is said here. */
  | { readonly kind: 'elsewhere' }

/** What a refused connection means for the session. */
export function endOfRefusal(error: ErrorBody): SessionEnd {
  if (error.kind === 'host_elsewhere') return { kind: 'elsewhere' }
  return { kind: 'ended', reason: 'failed', text: sentence(error) }
}

function sentence(error: ErrorBody): string {
  switch (error.kind) {
    case 'forbidden':
    case 'not_found':
    case 'invalid_input':
      // The server's words are about our request; it is not the visitor's.
      return endSentence('failed', '')
    default:
      return errorSentence(error)
  }
}
