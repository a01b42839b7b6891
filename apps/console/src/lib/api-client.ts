import { AlongsideError, isErrorKind, type ErrorKind } from '@alongside/protocol'
import * as v from 'valibot'
import { serverClock } from './server-clock.ts'

/** No answer came at all: the server is down, or this computer is offline. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause })
    this.name = 'OfflineError'
  }
}

const errorBodySchema = v.object({
  error: v.object({
    kind: v.string(),
    message: v.string(),
    details: v.optional(v.record(v.string(), v.unknown())),
  }),
})

/** For answers without a body of ours, such as a proxy's error page. */
const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'session_ended',
  413: 'too_large',
  422: 'invalid_input',
  429: 'rate_limited',
}

/** Turns an error answer into our error. Untrusted: anything may come. */
export function parseError(status: number, body: unknown): AlongsideError {
  const parsed = v.safeParse(errorBodySchema, body)
  if (parsed.success && isErrorKind(parsed.output.error.kind)) {
    const { kind, message, details } = parsed.output.error
    return new AlongsideError(kind, message, details)
  }
  return new AlongsideError(KIND_OF_STATUS[status] ?? 'internal')
}

export type RequestOptions = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/**
 * One request to the server, signed in by cookie. The answer is parsed with `schema`.
 * @throws {AlongsideError} with the server's kind, or `internal` for an answer of another form
 * @throws {OfflineError}
 */
export async function request<S extends v.GenericSchema>(
  schema: S,
  path: string,
  options: RequestOptions = {},
): Promise<v.InferOutput<S>> {
  const response = await send(path, options)
  serverClock.observe(response.headers.get('date'))
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw parseError(response.status, body)
  const parsed = v.safeParse(schema, body)
  if (!parsed.success) {
    throw new AlongsideError('internal', `Unexpected answer from ${path}.`, {
      issues: v.flatten(parsed.issues),
    })
  }
  return parsed.output
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  // A JSON content type without a body is refused by the server.
  const payload =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      ...payload,
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new OfflineError(error)
  }
}

/** Under `/api/console`. */
export const consolePath = (path: string): string => `/api/console${path}`
