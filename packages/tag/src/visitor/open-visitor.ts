import {
  AlongsideError,
  isErrorKind,
  type OpenVisitorReply,
  openVisitorReplySchema,
  PROTOCOL_VERSION,
  safeParseOwn,
} from '@alongside/protocol'
import * as v from 'valibot'
import { type Kernel, KEYS } from '../kernel.ts'

/**
 * Opens this browser's visitor at the server, the same as last time while its identity is kept. Throws AlongsideError when
 * the server refuses, TypeError when it cannot be reached.
 */
export async function openVisitor(kernel: Kernel): Promise<OpenVisitorReply> {
  const identity = kernel.local.get(KEYS.identity)
  const response = await kernel.builtins.fetch(`${kernel.serverUrl}/tag/v1/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'omit',
    referrerPolicy: 'strict-origin',
    body: JSON.stringify({
      protocol: PROTOCOL_VERSION,
      siteKey: kernel.siteKey,
      ...(identity === null ? {} : { identity }),
    }),
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw toError(body)
  const parsed = safeParseOwn(openVisitorReplySchema, body)
  if (!parsed.success) throw new AlongsideError('internal')
  const reply = parsed.output
  kernel.local.set(KEYS.identity, reply.identity)
  return reply
}

const errorBodySchema = v.object({ error: v.object({ kind: v.string(), message: v.string() }) })

function toError(body: unknown): AlongsideError {
  const parsed = safeParseOwn(errorBodySchema, body)
  if (!parsed.success) return new AlongsideError('internal')
  const { kind, message } = parsed.output.error
  return new AlongsideError(isErrorKind(kind) ? kind : 'internal', message)
}
