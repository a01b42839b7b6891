import type { EndReason, ErrorKind, Mode } from '@alongside/protocol'

/** All sentences about consent, modes and endings, so that they say the same everywhere. */

export const HIDDEN_SENTENCE = 'Passwords, card numbers and fields marked private are never shown.'

/** What a click does while the visitor's highlight tool is on. */
export const HIGHLIGHT_SENTENCE = 'Choose something or select text to point it out. Escape ends.'

/** What the visitor is asked to agree to. */
export function consentSentence(from: string, mode: Mode): string {
  switch (mode) {
    case 'view':
      return `${from} can see this page and point at things.`
    case 'shared':
      return `${from} can see this page, point at things, and also click and type with you.`
  }
}

/** What is going on, in the session's bar. `names`: who watches; nobody at the moment when empty. */
export function watchingSentence(names: readonly string[], mode: Mode, invitedBy: string): string {
  if (names.length === 0) return `Waiting for ${invitedBy}`
  const subject = `${joinNames(names)} ${new Set(names).size === 1 ? 'sees' : 'see'} this page`
  switch (mode) {
    case 'view':
      return subject
    case 'shared':
      return `${subject} and can work on it with you`
  }
}

export function modeLabel(mode: Mode): string {
  switch (mode) {
    case 'view':
      return 'View only'
    case 'shared':
      return 'Shared'
  }
}

/** Why a session or an invitation is over. `from`: the agent's name. */
export function endSentence(reason: EndReason, from: string): string {
  switch (reason) {
    case 'visitor_ended':
      return 'You have ended the session.'
    case 'agent_ended':
      return `${from} has ended the session.`
    case 'declined':
      return 'You have declined the invitation.'
    case 'withdrawn':
      return `${from} has withdrawn the invitation.`
    case 'expired':
      return 'The invitation has expired.'
    case 'visitor_gone':
      return 'The session has ended because this page was away for too long.'
    case 'agent_gone':
      return `The session has ended because ${from} was away for too long.`
    case 'replaced':
      return 'The session has ended because another one has begun.'
    case 'api_ended':
      return 'The session has ended.'
    case 'server_stopped':
      return 'The session has ended because the service was stopped.'
    case 'failed':
      return 'The session has ended because something went wrong.'
  }
}

/** Errors as the visitor can do something about them; others in the server's words. */
export function errorSentence(error: { readonly kind: string; readonly message: string }): string {
  return SENTENCES[error.kind as ErrorKind] ?? error.message
}

/** Why there is no chat, as the visitor can do something about it. */
export function refusalSentence(error: { readonly kind: string; readonly message: string }): string {
  switch (error.kind) {
    case 'forbidden':
    case 'not_found':
    case 'invalid_input':
      return 'The chat is not available here. Reload the page to try again.'
    default:
      return errorSentence(error)
  }
}

const SENTENCES: Partial<Record<ErrorKind, string>> = {
  site_unknown: 'The chat is not set up on this site yet.',
  origin_not_allowed: 'The chat is not set up for this address of the site.',
  code_invalid: 'This code is wrong, used or expired. Ask for a new one.',
  session_ended: 'The session has ended.',
  session_exists: 'A session is already open.',
  invitation_closed: 'The invitation is no longer open.',
  host_elsewhere: 'The session runs in another tab.',
  not_connected: 'There is no connection at the moment.',
  token_expired: 'This took too long. Please try again.',
  rate_limited: 'Too many attempts. Please wait a little and try again.',
  protocol_mismatch: 'This page is out of date. Please reload it.',
  internal: 'Something went wrong. Please try again.',
}

/** A name that watches several times (an agent in two windows) is said once, with how often. */
function joinNames(all: readonly string[]): string {
  const names = [...new Set(all)].map((name) => {
    const times = all.filter((one) => one === name).length
    return times === 1 ? name : `${name} (${times})`
  })
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
