import { AlongsideError } from '@alongside/protocol'
import * as v from 'valibot'

/**
 * Makes what came from outside, by a request or by a socket, a typed value.
 * @throws AlongsideError `invalid_input`, with the field's path in `details.field`
 */
export function parseInput<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, input)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const field = v.getDotPath(issue)
  throw new AlongsideError(
    'invalid_input',
    field === null ? issue.message : `${field}: ${issue.message}`,
    field === null ? undefined : { field },
  )
}
