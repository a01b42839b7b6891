import { AlongsideError } from '@alongside/protocol'
import type { FastifyError, FastifyInstance } from 'fastify'

/**
 * Answers every failed request with `{error: ErrorBody}`. What is not an expected error is logged and answered as
 * `internal` without its text: that could hold what the client must not know.
 */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | Error>((error, request, reply) => {
    const known = toAlongsideError(error)
    if (known.kind === 'internal') request.log.error({ err: error }, 'request failed')
    return reply.status(known.status).header('cache-control', 'no-store').send({ error: known.toBody() })
  })
}

/** Any thrown value as one of the kinds of the table. */
function toAlongsideError(error: unknown): AlongsideError {
  if (error instanceof AlongsideError) return error
  if (!(error instanceof Error)) return new AlongsideError('internal')
  const { statusCode, code } = error as FastifyError
  if (code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error instanceof SyntaxError)
    return new AlongsideError('invalid_input', 'The body is not valid JSON.')
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new AlongsideError('invalid_input', 'The body is empty; JSON is expected.')
  return fromStatus(statusCode ?? 500, error.message)
}

function fromStatus(status: number, message: string): AlongsideError {
  switch (status) {
    case 400:
    case 415:
      return new AlongsideError('invalid_input', message)
    case 401:
      return new AlongsideError('unauthenticated')
    case 403:
      return new AlongsideError('forbidden')
    case 404:
      return new AlongsideError('not_found')
    case 413:
      return new AlongsideError('too_large', 'The body of the request is too large.')
    case 429:
      return new AlongsideError('rate_limited')
    default:
      return new AlongsideError('internal')
  }
}
