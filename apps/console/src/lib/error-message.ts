import { AlongsideError, type ErrorKind } from '@alongside/protocol'
import { OfflineError } from './api-client.ts'

/** What each kind means for the person at the console, and what they can do. */
const WORDS: Readonly<Record<ErrorKind, string>> = {
  invalid_input: 'Something in the form is not right. Check the fields and try again.',
  unauthenticated: 'You are signed out. Sign in again to go on.',
  token_expired: 'This page has been idle for too long. Load it again.',
  forbidden: 'Your role does not allow this. Ask an admin if you need it.',
  origin_not_allowed: 'That address is outside the visitor’s site. Only its allowed origins can be opened.',
  account_locked: 'Too many failed attempts. Wait a few minutes, then try again, or ask an admin.',
  account_disabled: 'This account has been disabled. An admin can enable it again.',
  not_found: 'This does not exist any more, or it belongs to somebody else.',
  site_unknown: 'The site is not known to this server. Copy the tag again from Settings.',
  code_invalid: 'That code is wrong, already used or too old. Ask the visitor for a new one.',
  conflict: 'Somebody changed this at the same time. Look at the new state and try again.',
  conversation_taken: 'Another agent has taken this conversation.',
  session_exists: 'You already have a session or an open invitation. End it first.',
  session_ended: 'The session has ended.',
  invitation_closed: 'The invitation is no longer open.',
  host_elsewhere: 'The session runs in another tab of the visitor’s browser.',
  not_connected: 'The visitor is not on the site at the moment.',
  too_large: 'That is too long to send.',
  rate_limited: 'Too many attempts in a short time. Wait a moment, then try again.',
  protocol_mismatch: 'The console and the server are of different versions. Reload this page.',
  bad_frame: 'A part of the visitor’s page could not be shown.',
  internal: 'Something went wrong on the server. Try again; if it stays, tell an admin.',
}

/** Plain words for a kind of error. */
export function messageForKind(kind: ErrorKind): string {
  return WORDS[kind]
}

/** Plain words for whatever was thrown. For `invalid_input` the server's own message is used: it names the field. */
export function errorMessage(error: unknown): string {
  if (error instanceof OfflineError) return 'The server cannot be reached. Check your connection.'
  if (!(error instanceof AlongsideError)) return WORDS.internal
  return error.kind === 'invalid_input' && error.message !== '' ? error.message : WORDS[error.kind]
}

export function isKind(error: unknown, kind: ErrorKind): boolean {
  return error instanceof AlongsideError && error.kind === kind
}
