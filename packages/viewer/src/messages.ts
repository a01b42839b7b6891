import type { ActionKind, EndReason, ErrorKind, Refusal } from '@alongside/protocol'

/** Why something was refused, for the person who tried it. */
export function messageFor(reason: Refusal, action: ActionKind): string {
  switch (reason) {
    case 'not_allowed':
      return isNavigation(action)
        ? 'This session is view only: you cannot move through the site.'
        : 'This session is view only: you can point and highlight, but not operate the page.'
    case 'masked':
      return 'This field is private. Only the visitor can use it.'
    case 'read_only':
      return 'This field is read-only.'
    case 'disabled':
      return 'This element is disabled at the moment.'
    case 'file_input':
      return 'File fields can only be used by the visitor.'
    case 'not_a_field':
      return 'Nothing can be entered here.'
    case 'not_scrollable':
      return 'This part of the page does not scroll.'
    case 'origin_not_allowed':
      return 'That address is not part of the visitor’s site.'
    case 'own_interface':
      return 'The visitor’s own Alongside window can only be used by the visitor.'
    case 'host_absent':
      return 'The visitor’s page is not connected at the moment.'
    case 'failed':
      return 'That did not work on the visitor’s page.'
  }
}

function isNavigation(action: ActionKind): boolean {
  return action === 'back' || action === 'forward' || action === 'reload' || action === 'navigate'
}

/** Why a session ended, as the agent's side says it. */
export function endMessage(reason: EndReason): string {
  switch (reason) {
    case 'visitor_ended':
      return 'The visitor ended the session.'
    case 'agent_ended':
      return 'You ended the session.'
    case 'declined':
      return 'The visitor declined the invitation.'
    case 'withdrawn':
      return 'The invitation was withdrawn.'
    case 'expired':
      return 'The invitation expired.'
    case 'visitor_gone':
      return 'The session ended because the visitor did not come back.'
    case 'agent_gone':
      return 'The session ended because the agent’s connection was lost.'
    case 'replaced':
      return 'Another session has taken the place of this one.'
    case 'api_ended':
      return 'The session was ended.'
    case 'server_stopped':
      return 'The session ended because the server stopped.'
    case 'failed':
      return 'The session ended because something failed.'
  }
}

/** Why the visitor's page is not shown though the session runs. */
export function messageForLost(kind: ErrorKind | null): string {
  const why =
    kind === 'too_large'
      ? 'It is larger, or changes faster, than what can be shown safely.'
      : 'What it sent could not be understood.'
  return `${why} It is tried again by itself; the chat and everything else work.`
}
