import { AlongsideError, type ErrorKind } from '@alongside/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { Auth } from '../accounts/auth.ts'
import type { SignInGuard } from '../accounts/sign-in-guard.ts'
import type { Users } from '../accounts/users.ts'
import { parseInput } from '../parse-input.ts'
import type { Accounts } from '../ports/accounts.ts'
import { webHeaders } from './require-agent.ts'

const signInSchema = v.object({
  email: v.pipe(v.string(), v.trim(), v.maxLength(254)),
  password: v.pipe(v.string(), v.maxLength(128)),
  rememberMe: v.optional(v.boolean()),
})

const KINDS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  415: 'invalid_input',
  429: 'rate_limited',
}

/**
 * better-auth under `/api/auth`: only the calls that the console needs, so that nothing else it can do is open to
 * strangers. Answers as its client expects; errors as ours.
 */
export function registerAuth(
  app: FastifyInstance,
  deps: {
    readonly auth: Auth
    readonly accounts: Accounts
    readonly users: Users
    readonly guard: SignInGuard
    readonly publicUrl: string
  },
): void {
  const { auth, accounts, users, guard, publicUrl } = deps

  const forward = (request: FastifyRequest, body: unknown) => {
    const headers = webHeaders(request.headers)
    headers.delete('content-length')
    headers.delete('transfer-encoding')
    headers.set('x-alongside-ip', request.ip)
    // Where the request came from has been checked for all cookie routes alike (same-origin.ts).
    headers.set('origin', publicUrl)
    headers.delete('sec-fetch-site')
    headers.set('content-type', 'application/json')
    const hasBody = request.method !== 'GET' && body !== undefined
    return auth.handler(
      new Request(new URL(request.url, publicUrl), {
        method: request.method,
        headers,
        ...(hasBody ? { body: JSON.stringify(body) } : {}),
      }),
    )
  }

  app.post('/api/auth/sign-in/email', { schema: { hide: true } }, async (request, reply) => {
    const input = parseInput(signInSchema, request.body)
    await guard.attempt(input.email, request.ip)
    const answer = await forward(request, input)
    // A disabled account is refused after the right password: that is no guess either.
    if (answer.ok || answer.status === 403) await guard.succeeded(input.email, request.ip)
    return send(answer, reply)
  })
  app.get('/api/auth/get-session', { schema: { hide: true } }, async (request, reply) =>
    send(await forward(request, undefined), reply),
  )
  for (const url of ['/api/auth/sign-out', '/api/auth/change-password'])
    app.post(url, { schema: { hide: true } }, async (request, reply) => {
      const agent = await accounts.agentFrom(webHeaders(request.headers), 'idle')
      const answer = await forward(request, request.body ?? {})
      // A new password may end the other sign-ins.
      if (answer.ok && agent !== null) await users.signedOut(agent.id)
      return send(answer, reply)
    })
}

async function send(answer: Response, reply: FastifyReply): Promise<FastifyReply> {
  const text = await answer.text()
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  if (!answer.ok) throw toError(answer.status, text)
  return reply.status(answer.status).type('application/json').send(text)
}

const failureSchema = v.object({ code: v.optional(v.string()), message: v.optional(v.string()) })

function toError(status: number, text: string): AlongsideError {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), failureSchema), text)
  const { code, message } = parsed.success ? parsed.output : {}
  if (code === 'account_disabled') return new AlongsideError('account_disabled')
  return new AlongsideError(KINDS[status] ?? 'internal', message)
}
