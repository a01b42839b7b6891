import { acceptInviteSchema } from '@alongside/protocol'
import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import type { Invites } from '../accounts/invites.ts'
import { parseInput } from '../parse-input.ts'

const paramsSchema = v.object({ token: v.pipe(v.string(), v.maxLength(128)) })

/** The link that an invited person opens; the token is the proof, nobody is signed in. */
export function registerInvites(app: FastifyInstance, invites: Invites): void {
  app.get('/api/invites/:token', async (request) =>
    invites.read(parseInput(paramsSchema, request.params).token),
  )

  app.post('/api/invites/:token', async (request) => {
    const { token } = parseInput(paramsSchema, request.params)
    await invites.accept(token, parseInput(acceptInviteSchema, request.body))
    return {}
  })
}
