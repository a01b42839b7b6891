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

/** The server's words are about our request there; it is not the visitor's. */
const ABOUT_THE_REQUEST: ReadonlySet<string> = new Set(['forbidden', 'not_found', 'invalid_input'])

function sentence(error: ErrorBody): string {
  return ABOUT_THE_REQUEST.has(error.kind) ? endSentence('failed', '') : errorSentence(error)
}
