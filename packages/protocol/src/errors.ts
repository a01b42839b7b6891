/**
 * Every error that crosses a boundary has one of these kinds. docs/errors.md explains each; a test compares the two.
 * `status` is the HTTP status where the error answers a request.
 */
export const ERROR_KINDS = {
  invalid_input: { status: 400, help: 'A field is missing or has the wrong form; `details` names it.' },
  unauthenticated: { status: 401, help: 'Sign in, or send a valid token or API key.' },
  token_expired: { status: 401, help: 'The token is no longer valid. Ask for a new one.' },
  forbidden: { status: 403, help: 'Signed in, but not allowed to do this.' },
  origin_not_allowed: {
    status: 403,
    help: 'Add the page’s origin to the site’s allowed origins (console, Settings).',
  },
  account_locked: { status: 429, help: 'Too many failed sign-ins. Wait and try again, or ask an admin.' },
  account_disabled: { status: 403, help: 'An admin has disabled this account.' },
  not_found: { status: 404, help: 'There is no such thing here, or it belongs to somebody else.' },
  site_unknown: { status: 404, help: 'No site has this key. Copy the tag snippet again from Settings.' },
  code_invalid: { status: 404, help: 'The code is wrong, used or expired. Ask for a new one.' },
  conflict: { status: 409, help: 'The thing has changed meanwhile. Load it again.' },
  conversation_taken: { status: 409, help: 'Another agent has taken this conversation.' },
  session_exists: {
    status: 409,
    help: 'One session or open invitation per agent: end or withdraw the other first.',
  },
  session_ended: { status: 410, help: 'The session has ended.' },
  invitation_closed: { status: 410, help: 'The invitation was withdrawn, declined or has expired.' },
  host_elsewhere: { status: 409, help: 'The session runs in another tab of the visitor’s browser.' },
  not_connected: { status: 409, help: 'The visitor is not connected at the moment.' },
  too_large: { status: 413, help: 'The message is over the limit named in `details`.' },
  rate_limited: { status: 429, help: 'Too many attempts. Wait for the time named in `details`.' },
  protocol_mismatch: {
    status: 426,
    help: 'The two sides speak different protocol versions. Reload the page; update the tag or the server.',
  },
  bad_frame: { status: 422, help: 'A mirror frame could not be decoded and was dropped.' },
  internal: { status: 500, help: 'Something failed on our side. The log has the details.' },
} as const

export type ErrorKind = keyof typeof ERROR_KINDS

/** The form in which an error crosses the wire: `{error: {kind, message, details?}}` over HTTP. */
export type ErrorBody = {
  readonly kind: ErrorKind
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** The one error class of the project. `kind` comes from the table; `message` is for people. */
export class AlongsideError extends Error {
  readonly kind: ErrorKind
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(
    kind: ErrorKind,
    message: string = ERROR_KINDS[kind].help,
    details?: Readonly<Record<string, unknown>>,
  ) {
    super(message)
    this.name = 'AlongsideError'
    this.kind = kind
    this.details = details
  }

  get status(): number {
    return ERROR_KINDS[this.kind].status
  }

  toBody(): ErrorBody {
    return this.details === undefined
      ? { kind: this.kind, message: this.message }
      : { kind: this.kind, message: this.message, details: this.details }
  }
}

export function isErrorKind(value: unknown): value is ErrorKind {
  return typeof value === 'string' && Object.hasOwn(ERROR_KINDS, value)
}
