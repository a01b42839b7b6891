import { AlongsideError, type ErrorBody, PROTOCOL_VERSION } from '@alongside/protocol'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { Log } from '../services.ts'

/** Where untrusted values of the sockets become typed ones, and errors become what a client may see. */

/**
 * The hello of a handshake.
 * @throws AlongsideError `protocol_mismatch` before anything else is looked at, else `invalid_input`
 */
export function parseHello<S extends v.GenericSchema>(schema: S, auth: unknown): v.InferOutput<S> {
  const version = v.safeParse(v.object({ protocol: v.number() }), auth)
  if (version.success && version.output.protocol !== PROTOCOL_VERSION)
    throw new AlongsideError('protocol_mismatch', undefined, { server: PROTOCOL_VERSION })
  return parseInput(schema, auth)
}

/** What a client is told. What is not an expected error is logged and told as `internal` without its text. */
export function toErrorBody(error: unknown, log: Log): ErrorBody {
  if (error instanceof AlongsideError) return error.toBody()
  log.error({ err: error }, 'a realtime message failed')
  return new AlongsideError('internal').toBody()
}

/** Socket.IO hands `data` of a middleware's error to the client. */
function connectError(body: ErrorBody): Error {
  return Object.assign(new Error(body.message), { data: body })
}

/** Runs an asynchronous check as a Socket.IO middleware. */
export function admitting<S>(log: Log, check: (socket: S) => Promise<void>) {
  return async (socket: S, next: (error?: Error) => void): Promise<void> => {
    let refusal: Error | undefined
    try {
      await check(socket)
    } catch (error) {
      refusal = connectError(toErrorBody(error, log))
    }
    next(refusal)
  }
}

/** Answers an event through its acknowledgement callback, if the client gave one: `{ok: true, ...} | {ok: false, error}`. */
export async function answerWith(answer: unknown, log: Log, work: () => Promise<object>): Promise<void> {
  let body: object
  try {
    body = { ok: true, ...(await work()) }
  } catch (error) {
    body = { ok: false, error: toErrorBody(error, log) }
  }
  if (typeof answer === 'function') answer(body)
}
