import { AlongsideError, type UserRole } from '@alongside/protocol'
import type { FastifyRequest } from 'fastify'
import type { Accounts, Agent } from '../ports/accounts.ts'

/**
 * The signed-in agent of a request, who must have one of the roles (any role when none is named).
 * Use at the start of a handler: `const agent = await requireAgent(accounts, request, 'admin')`.
 * @throws AlongsideError `unauthenticated`, `forbidden`
 */
export async function requireAgent(
  accounts: Accounts,
  request: FastifyRequest,
  ...roles: readonly UserRole[]
): Promise<Agent> {
  const agent = await accounts.agentFrom(webHeaders(request.headers))
  if (agent === null) throw new AlongsideError('unauthenticated')
  if (roles.length > 0 && !roles.includes(agent.role))
    throw new AlongsideError('forbidden', `Only for: ${roles.join(', ')}.`)
  return agent
}

/** Node's request headers as the web's `Headers`. */
export function webHeaders(headers: FastifyRequest['headers']): Headers {
  const result = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value)) for (const item of value) result.append(name, item)
    else if (value !== undefined) result.set(name, value)
  }
  return result
}
