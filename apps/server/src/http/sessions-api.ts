import {
  AlongsideError,
  type CreatedSession,
  createdSessionSchema,
  createSessionSchema,
  type GivenVisitor,
  LIMITS,
  sessionIdSchema,
  sessionResourceSchema,
} from '@alongside/protocol'
import { toJsonSchema } from '@valibot/to-json-schema'
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import * as v from 'valibot'
import { parseInput } from '../parse-input.ts'
import type { ApiKeys, SiteRecord } from '../ports/sites.ts'
import type { Services } from '../services.ts'
import type { Session } from '../sessions/session.ts'
import { resourceOf } from '../sessions/views.ts'
import { INTEGRATOR_TOKEN_MS } from '../tokens/tokens.ts'

const BASE = '/api/v1/sessions'
const paramsSchema = v.object({ id: sessionIdSchema })

/** The calls for integrators, with an API key: open a session, look at it, end it. */
export function registerSessionsApi(
  app: FastifyInstance,
  deps: { readonly services: Services; readonly apiKeys: ApiKeys },
): void {
  const { services } = deps
  const siteOf = (request: FastifyRequest) => requireApiKey(deps.apiKeys, request)
  const sessionOf = async (request: FastifyRequest) =>
    mustFind(services, await siteOf(request), parseInput(paramsSchema, request.params).id)

  // Validation stays with valibot, whose errors have our form; the schemas are for the documentation.
  void app.register(async (scope) => {
    scope.setValidatorCompiler(() => () => true)
    scope.setSerializerCompiler(() => (data) => JSON.stringify(data))

    scope.post(BASE, { schema: docs.create }, async (request, reply) => {
      const site = await siteOf(request)
      const created = await create(services, site, parseInput(createSessionSchema, request.body))
      return reply.status(201).header('cache-control', 'no-store').send(created)
    })

    scope.get(`${BASE}/:id`, { schema: docs.get }, async (request) => resourceOf(await sessionOf(request)))

    scope.post(`${BASE}/:id/end`, { schema: docs.end }, async (request) => {
      const { id } = await sessionOf(request)
      return resourceOf(await services.sessions.end(id, 'api_ended'))
    })
  })
}

async function create(
  { sessions, codes, tokens }: Services,
  site: SiteRecord,
  { agent, mode, visitor }: v.InferOutput<typeof createSessionSchema>,
): Promise<CreatedSession> {
  if (visitor !== undefined) mustBeSmall(visitor)
  const session = await sessions.create(site, {
    agent: { origin: 'api', ...agent },
    conversationId: null,
    visitorId: null,
    visitorName: visitor?.name ?? 'Visitor',
    givenVisitor: visitor,
    mode,
  })
  const { organizationId, id: siteId } = site
  const [{ code }, visitorToken, agentToken] = await Promise.all([
    codes.create({ kind: 'session', sessionId: session.id, siteId, organizationId }),
    tokens.sign('join', { sessionId: session.id }),
    tokens.sign('viewer', { sessionId: session.id, participantId: null }, INTEGRATOR_TOKEN_MS),
  ])
  const expiresAt = new Date(session.expiresAt).toISOString()
  return { ...resourceOf(session), visitorToken, agentToken, code, expiresAt }
}

/** @throws AlongsideError `too_large` */
function mustBeSmall(visitor: GivenVisitor): void {
  const bytes = Buffer.byteLength(JSON.stringify(visitor))
  const limitBytes = LIMITS.identityDataBytes
  if (bytes > limitBytes)
    throw new AlongsideError('too_large', `visitor has ${bytes} bytes as JSON.`, { limitBytes })
}

/** The site that the request's API key speaks for. */
async function requireApiKey(apiKeys: ApiKeys, request: FastifyRequest): Promise<SiteRecord> {
  const [, secret] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  if (secret === undefined)
    throw new AlongsideError('unauthenticated', 'Send the API key: Authorization: Bearer API_KEY.')
  const key = await apiKeys.verify(secret)
  if (key === null) throw new AlongsideError('unauthenticated', 'The API key is unknown or was deleted.')
  return key.site
}

async function mustFind({ sessions }: Services, site: SiteRecord, id: Session['id']): Promise<Session> {
  const session = await sessions.find(id)
  if (session === null || session.siteId !== site.id) throw new AlongsideError('not_found')
  return session
}

function toDocs(schema: v.GenericSchema): unknown {
  // What JSON Schema cannot say (trimming, transforms) is left out of the description.
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' })
  return rest
}

const errorDocs = toDocs(
  v.object({
    error: v.object({
      kind: v.string(),
      message: v.string(),
      details: v.optional(v.record(v.string(), v.unknown())),
    }),
  }),
)
const common = { tags: ['Sessions'], security: [{ apiKey: [] }] }
const resourceAnswer = { 200: toDocs(sessionResourceSchema), 401: errorDocs, 404: errorDocs }

const docs = {
  create: {
    ...common,
    summary: 'Open a session',
    description:
      'The visitor’s page calls `alongside.join(visitorToken)`, or the visitor types `code` in the chat window; ' +
      'the visitor is asked for consent, and the session starts on that page. `agentToken` is for `<alongside-viewer>` ' +
      'or the embed page. An open session of the same agent that nobody has joined is replaced. `visitor` is kept with the session and given back; ' +
      'when the visitor accepts, it completes what their page said of them by `identify`, and agents see it in the console. ' +
      `As JSON it may have ${LIMITS.identityDataBytes} bytes.`,
    body: toDocs(createSessionSchema),
    response: {
      201: toDocs(createdSessionSchema),
      400: errorDocs,
      401: errorDocs,
      409: errorDocs,
      413: errorDocs,
    },
  },
  get: {
    ...common,
    summary: 'A session and its state',
    params: toDocs(v.object({ id: v.string() })),
    response: resourceAnswer,
  },
  end: {
    ...common,
    summary: 'End a session',
    description: 'Both sides are told. Ending a session that has ended changes nothing.',
    params: toDocs(v.object({ id: v.string() })),
    response: resourceAnswer,
  },
} satisfies Record<string, FastifySchema>
