import { idSchema, newApiKeySchema } from '@alongside/protocol'
import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { Accounts } from '../ports/accounts.ts'
import type { ManagedApiKeys } from '../sites/api-keys.ts'
import { requireAgent } from './require-agent.ts'

const paramsSchema = v.object({ id: idSchema })

/** The keys with which integrators call `/api/v1` (admin). */
export function registerApiKeys(
  app: FastifyInstance,
  deps: { readonly accounts: Accounts; readonly apiKeys: ManagedApiKeys },
): void {
  const { accounts, apiKeys } = deps

  app.get('/api/console/api-keys', async (request) => {
    const admin = await requireAgent(accounts, request, 'admin')
    return { keys: await apiKeys.list(admin.organizationId) }
  })

  app.post('/api/console/api-keys', async (request, reply) => {
    const admin = await requireAgent(accounts, request, 'admin')
    const { name } = parseInput(newApiKeySchema, request.body)
    return reply.status(201).send(await apiKeys.create(admin.organizationId, name))
  })

  app.delete('/api/console/api-keys/:id', async (request) => {
    const admin = await requireAgent(accounts, request, 'admin')
    await apiKeys.remove(admin.organizationId, parseInput(paramsSchema, request.params).id)
    return {}
  })
}
