import { conversationIdSchema } from '@alongside/protocol'
import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { Services } from '../services.ts'
import { requireAgent } from './require-agent.ts'

const BASE = '/api/console/transcripts'
const paramsSchema = v.object({ id: conversationIdSchema })
const querySchema = v.object({
  query: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), ''),
  /** `updatedAt` of the last one on the page before. */
  before: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,15}$/, 'a time in milliseconds'), v.transform(Number)),
  ),
})

/** Conversations for the record, for managers and admins. Invitations are not part of them. */
export function registerTranscripts(app: FastifyInstance, services: Services): void {
  app.get(BASE, async (request) => {
    const agent = await requireAgent(services.accounts, request, 'manager', 'admin')
    const { query, before } = parseInput(querySchema, request.query)
    return { transcripts: await services.conversations.transcripts(agent, query, before ?? null) }
  })

  app.get(`${BASE}/:id`, async (request) => {
    const agent = await requireAgent(services.accounts, request, 'manager', 'admin')
    return services.conversations.transcript(agent, parseInput(paramsSchema, request.params).id)
  })
}
