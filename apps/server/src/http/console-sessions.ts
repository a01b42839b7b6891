import {
  AlongsideError,
  type AgentSession,
  conversationIdSchema,
  type ConversationSummary,
  inviteRequestSchema,
  type Mode,
  redeemRequestSchema,
  sessionIdSchema,
} from '@alongside/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { Agent } from '../ports/accounts.ts'
import type { SiteRecord } from '../ports/sites.ts'
import type { Services } from '../services.ts'
import { byAddress, byPerson } from '../sessions/attempts.ts'
import type { NewSession } from '../sessions/new-session.ts'
import type { Session } from '../sessions/session.ts'
import { agentSessionOf } from '../sessions/views.ts'
import { visitorName } from '../conversations/views.ts'
import { requireAgent } from './require-agent.ts'

const BASE = '/api/console'
const conversationParams = v.object({ id: conversationIdSchema })
const sessionParams = v.object({ id: sessionIdSchema })

/** Sessions for the console: invite, redeem a code, one's own sessions. */
export function registerConsoleSessions(app: FastifyInstance, services: Services): void {
  const { sessions } = services
  const agentOf = (request: FastifyRequest) => requireAgent(services.accounts, request)
  const ownOf = async (request: FastifyRequest) =>
    mustOwn(services, await agentOf(request), parseInput(sessionParams, request.params).id)

  app.post(`${BASE}/conversations/:id/invitations`, async (request) => {
    const agent = await agentOf(request)
    const { mode } = parseInput(inviteRequestSchema, request.body)
    const { id } = parseInput(conversationParams, request.params)
    const conversation = await services.conversations.mustOwn(agent, id)
    return invite(services, agent, await mustHaveSite(services, agent), conversation, mode)
  })

  app.post(`${BASE}/codes/redeem`, async (request) => {
    const agent = await agentOf(request)
    return redeem(services, agent, parseInput(redeemRequestSchema, request.body), request.ip)
  })

  app.get(`${BASE}/sessions`, async (request) => {
    const agent = await agentOf(request)
    const own = sessions.openSessions().filter((session) => isOwn(agent, session))
    return { sessions: own.map(agentSessionOf) }
  })

  app.post(`${BASE}/sessions/:id/token`, async (request) => {
    const session = await ownOf(request)
    if (session.state === 'ended')
      throw new AlongsideError('session_ended', undefined, { reason: session.reason })
    return { viewerToken: await viewerToken(services, session) }
  })

  app.post(`${BASE}/sessions/:id/withdraw`, async (request) => {
    const { id } = await ownOf(request)
    return { session: agentSessionOf(await sessions.withdraw(id)) }
  })

  app.post(`${BASE}/sessions/:id/end`, async (request) => {
    const { id } = await ownOf(request)
    return { session: agentSessionOf(await sessions.endBy(id, 'agent')) }
  })
}

type Invited = { readonly session: AgentSession; readonly viewerToken: string }

async function invite(
  services: Services,
  agent: Agent,
  site: SiteRecord,
  conversation: Pick<Parameters<typeof services.sessions.invite>[1], 'visitorId'> & {
    readonly id: ConversationSummary['id']
  },
  mode: Mode,
): Promise<Invited> {
  const { visitorId } = conversation
  const visitor = await services.visitors.visitor(visitorId)
  const session = await services.sessions.invite(site, {
    agent: asParty(agent),
    conversationId: conversation.id,
    visitorId,
    visitorName: visitorName(visitor?.identity ?? {}, visitorId),
    mode,
  })
  return { session: agentSessionOf(session), viewerToken: await viewerToken(services, session) }
}

/** The code is looked at first, so that a wrong one is called so; it is used up only when the invitation may go out. */
async function redeem(
  services: Services,
  agent: Agent,
  { code, mode }: v.InferOutput<typeof redeemRequestSchema>,
  address: string,
): Promise<Invited & { readonly conversation: ConversationSummary }> {
  const site = await mustHaveSite(services, agent)
  const keys = [byPerson(`agent:${agent.id}`), byAddress('agent', address)]
  const { visitorId } = await services.codes.use(code, 'visitor', site.id, keys, (open) =>
    services.sessions.checkInvite(site, { agent: asParty(agent), visitorId: open.visitorId }),
  )
  const conversation = await services.conversations.takeByCode(agent, visitorId)
  const invited = await invite(services, agent, site, { id: conversation.id, visitorId }, mode)
  return { conversation, ...invited }
}

function asParty({ id, name }: Agent): NewSession['agent'] {
  return { origin: 'console', id, name }
}

/** A token without a place: the viewer gets a free one when it connects. */
function viewerToken({ tokens }: Services, session: Session): Promise<string> {
  return tokens.sign('viewer', { sessionId: session.id, participantId: null })
}

async function mustHaveSite({ sites }: Services, agent: Agent): Promise<SiteRecord> {
  const site = await sites.ofOrganization(agent.organizationId)
  if (site === null) throw new AlongsideError('not_found', 'The organisation has no site.')
  return site
}

async function mustOwn({ sessions }: Services, agent: Agent, id: Session['id']): Promise<Session> {
  const session = await sessions.mustFind(id)
  if (!isOwn(agent, session)) throw new AlongsideError('not_found')
  return session
}

function isOwn(agent: Agent, session: Session): boolean {
  return (
    session.organizationId === agent.organizationId &&
    session.agent.origin === 'console' &&
    session.agent.id === agent.id
  )
}
