import { inviteUserSchema, userIdSchema, userPatchSchema } from '@alongside/protocol'
import type { Me } from '@alongside/protocol'
import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import type { Invites } from '../accounts/invites.ts'
import type { Users } from '../accounts/users.ts'
import { parseInput } from '../parse-input.ts'
import type { Accounts } from '../ports/accounts.ts'
import { requireAgent } from './require-agent.ts'

const paramsSchema = v.object({ id: userIdSchema })

/** Who is signed in, and the people of the organisation (admin). */
export function registerUsers(
  app: FastifyInstance,
  deps: { readonly accounts: Accounts; readonly users: Users; readonly invites: Invites },
): void {
  const { accounts, users, invites } = deps

  app.get('/api/console/me', async (request): Promise<Me> => {
    const { id, email, name, role, organizationId } = await requireAgent(accounts, request)
    const organization = await users.organization(organizationId)
    return { user: { id, email, name, role, status: 'active' }, organization }
  })

  app.get('/api/console/users', async (request) => {
    const admin = await requireAgent(accounts, request, 'admin')
    return { users: await users.list(admin.organizationId) }
  })

  app.post('/api/console/users', async (request, reply) => {
    const admin = await requireAgent(accounts, request, 'admin')
    const person = parseInput(inviteUserSchema, request.body)
    return reply.status(201).send(await invites.create(admin.organizationId, person))
  })

  app.patch('/api/console/users/:id', async (request) => {
    const admin = await requireAgent(accounts, request, 'admin')
    const { id } = parseInput(paramsSchema, request.params)
    const patch = parseInput(userPatchSchema, request.body)
    return { user: await users.change(admin.organizationId, id, patch) }
  })
}
