import { conversationIdSchema, newMessageSchema } from '@alongside/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { Services } from '../services.ts'
import { requireAgent } from './require-agent.ts'

const BASE = '/api/console/conversations'
const paramsSchema = v.object({ id: conversationIdSchema })

/** Conversations for the console: list, read, take, write, close. */
export function registerConsoleConversations(app: FastifyInstance, services: Services): void {
  const { conversations } = services
  const agentOf = (request: FastifyRequest) => requireAgent(services.accounts, request)
  const idOf = (request: FastifyRequest) => parseInput(paramsSchema, request.params).id

  app.get(BASE, async (request) => ({ conversations: await conversations.list(await agentOf(request)) }))

  app.get(`${BASE}/:id`, async (request) => conversations.read(await agentOf(request), idOf(request)))

  app.post(`${BASE}/:id/take`, async (request) => ({
    conversation: await conversations.take(await agentOf(request), idOf(request)),
  }))

  app.post(`${BASE}/:id/messages`, async (request) => {
    const agent = await agentOf(request)
    const message = parseInput(newMessageSchema, request.body)
    return { message: await conversations.agentMessage(agent, idOf(request), message) }
  })

  app.post(`${BASE}/:id/read`, async (request) => ({
    conversation: await conversations.agentRead(await agentOf(request), idOf(request)),
  }))

  app.post(`${BASE}/:id/close`, async (request) => ({
    conversation: await conversations.close(await agentOf(request), idOf(request)),
  }))
}
