import {
  AlongsideError,
  helloSchema,
  type MaskingRules,
  type ResourceMode,
  type SessionId,
} from '@alongside/protocol'
import type { Services } from '../services.ts'
import type { OpenSession } from '../sessions/session.ts'
import type { TokenClaims } from '../tokens/tokens.ts'
import { parseHello } from './edge.ts'
import type { Member, SessionRoom } from './session-room.ts'

/** Who wants in, checked: everything that the welcome needs but the session itself. */
export type Admission = {
  readonly sessionId: SessionId
  readonly id: Member['id']
  readonly role: Member['role']
  readonly pageId: string | null
  readonly tabId: string | null
  readonly token: string
  /** What the welcome says of the site's settings: to hosts what they keep to, to viewers where resources come from. */
  readonly site: HostTerms | null
  readonly resources?: ResourceMode
}
type HostTerms = { readonly masking: MaskingRules; readonly origins: string[] }

/**
 * Checks a hello of `/session`. A second host page waits here until the first has shown whether it still lives.
 * @throws AlongsideError `protocol_mismatch`, `invalid_input`, `unauthenticated`, `token_expired`, `session_ended`, `host_elsewhere`
 */
export async function admit(
  auth: unknown,
  services: Services,
  roomOf: (id: SessionId) => SessionRoom | undefined,
): Promise<Admission> {
  const hello = parseHello(helloSchema, auth)
  const claims = await verifyEither(services, hello.token)
  const session = await mustBeOpen(services, claims.sessionId)
  if (!('tabId' in claims)) return admitViewer(services, session, claims)

  if (hello.tabId === undefined || hello.pageId === undefined)
    throw new AlongsideError('invalid_input', 'A host names its tab and its page: tabId, pageId.')
  if (hello.tabId !== claims.tabId) throw new AlongsideError('host_elsewhere')
  const candidate = { tabId: hello.tabId, pageId: hello.pageId }
  await admitHostPage(services, session, candidate, roomOf(session.id))
  const site = await services.sites.byId(session.siteId)
  return {
    sessionId: session.id,
    id: session.hostId,
    role: 'host',
    ...candidate,
    token: await renewToken(services, session.id, { role: 'host', tabId: candidate.tabId }),
    site: {
      masking: site?.masking ?? { mask: [], block: [] },
      origins: [...(site?.allowedOrigins ?? [])],
    },
  }
}

/** A token for the next connection of an admitted participant. */
export function renewToken(
  { tokens }: Services,
  sessionId: SessionId,
  who: { role: 'host'; tabId: string } | { role: 'viewer'; id: Member['id'] },
): Promise<string> {
  return who.role === 'host'
    ? tokens.sign('host', { sessionId, tabId: who.tabId })
    : tokens.sign('viewer', { sessionId, participantId: who.id })
}

async function admitViewer(
  services: Services,
  session: OpenSession,
  { participantId }: TokenClaims['viewer'],
): Promise<Admission> {
  const id = participantId ?? services.attendance.placeFor(session)
  const token = await renewToken(services, session.id, { role: 'viewer', id })
  const site = await services.sites.byId(session.siteId)
  const resources = site?.resources ?? 'visitor'
  return {
    sessionId: session.id,
    id,
    role: 'viewer',
    pageId: null,
    tabId: null,
    token,
    site: null,
    resources,
  }
}

async function admitHostPage(
  services: Services,
  session: OpenSession,
  candidate: { readonly tabId: string; readonly pageId: string },
  room: SessionRoom | undefined,
): Promise<void> {
  const decision = await services.attendance.admitHost(session.id, candidate)
  if (decision === 'admit') return
  const old = room?.member(session.hostId) ?? null
  if (old === null || room === undefined) return
  if (await room.isHostAlive(old)) throw new AlongsideError('host_elsewhere')
  old.socket.disconnect()
}

async function verifyEither(
  { tokens }: Services,
  token: string,
): Promise<TokenClaims['host'] | TokenClaims['viewer']> {
  try {
    return await tokens.verify('host', token)
  } catch (error) {
    // The token of the other kind fails on its audience, before its time is looked at.
    if (error instanceof AlongsideError && error.kind === 'token_expired') throw error
    return tokens.verify('viewer', token)
  }
}

async function mustBeOpen({ sessions }: Services, id: SessionId): Promise<OpenSession> {
  const session = await sessions.find(id)
  if (session === null || session.state === 'ended')
    throw new AlongsideError(
      'session_ended',
      undefined,
      session?.state === 'ended' ? { reason: session.reason } : undefined,
    )
  return session
}
