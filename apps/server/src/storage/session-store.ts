import type {
  ConversationId,
  OrganizationId,
  ParticipantId,
  SessionId,
  SiteId,
  VisitorId,
} from '@alongside/protocol'
import { and, eq, gt, isNull, lte, ne } from 'drizzle-orm'
import type { Code, SessionStore } from '../ports/session-store.ts'
import type { Session } from '../sessions/session.ts'
import type { Database } from './database.ts'
import { codes, sessions } from './schema/sessions.ts'

type SessionRow = typeof sessions.$inferSelect
type CodeRow = typeof codes.$inferSelect

/** Sessions and codes in the database. */
export function createSessionStore(db: Database): SessionStore {
  return {
    async save(session) {
      const row = toRow(session)
      const { id: _, ...changed } = row
      await db.insert(sessions).values(row).onConflictDoUpdate({ target: sessions.id, set: changed })
    },
    async byId(id) {
      const [row] = await db.select().from(sessions).where(eq(sessions.id, id))
      return row === undefined ? null : fromRow(row)
    },
    async open() {
      const rows = await db.select().from(sessions).where(ne(sessions.state, 'ended'))
      return rows.map(fromRow)
    },
    addCode: (code, now) => addCode(db, code, now),
    async findCode(...which) {
      const [row] = await db
        .select()
        .from(codes)
        .where(openCode(...which))
      return row === undefined ? null : codeFromRow(row)
    },
    async useCode(digits, kind, siteId, now) {
      const [row] = await db
        .update(codes)
        .set({ usedAt: now })
        .where(openCode(digits, kind, siteId, now))
        .returning()
      return row === undefined ? null : codeFromRow(row)
    },
  }
}

function openCode(digits: string, kind: Code['kind'], siteId: SiteId, now: number) {
  return and(eq(codes.code, digits), eq(codes.kind, kind), eq(codes.siteId, siteId), isOpen(now))
}

function isOpen(now: number) {
  return and(isNull(codes.usedAt), gt(codes.expiresAt, now))
}

async function addCode(db: Database, code: Code, now: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    // Nobody asks for a code after its time: the table holds what was made in the last minutes only.
    await tx.delete(codes).where(lte(codes.expiresAt, now))
    const [same] = await tx
      .select({ id: codes.id })
      .from(codes)
      .where(and(eq(codes.code, code.code), isOpen(now)))
    if (same !== undefined) return false
    if (code.kind === 'visitor')
      await tx
        .update(codes)
        .set({ usedAt: now })
        .where(and(eq(codes.visitorId, code.visitorId), isNull(codes.usedAt)))
    await tx.insert(codes).values({ ...code, usedAt: null })
    return true
  })
}

function codeFromRow(row: CodeRow): Code {
  const base = {
    id: row.id,
    code: row.code,
    organizationId: row.organizationId as OrganizationId,
    siteId: row.siteId as SiteId,
    expiresAt: row.expiresAt,
  }
  return row.kind === 'visitor'
    ? { ...base, kind: 'visitor', visitorId: must(row.visitorId) as VisitorId }
    : { ...base, kind: 'session', sessionId: must(row.sessionId) as SessionId }
}

function toRow(session: Session): SessionRow {
  const { agent } = session
  return {
    id: session.id,
    organizationId: session.organizationId,
    siteId: session.siteId,
    origin: agent.origin,
    conversationId: session.conversationId,
    visitorId: session.visitorId,
    visitorName: session.visitorName,
    givenVisitor: session.givenVisitor,
    agentId: agent.id,
    agentName: agent.name,
    mode: session.mode,
    state: session.state,
    hostId: session.hostId,
    agentParticipantId: agent.participantId,
    createdAt: session.createdAt,
    expiresAt: 'expiresAt' in session ? session.expiresAt : null,
    tabId: session.state === 'active' ? session.tabId : null,
    startedAt: 'startedAt' in session ? session.startedAt : null,
    endedAt: session.state === 'ended' ? session.endedAt : null,
    endReason: session.state === 'ended' ? session.reason : null,
  }
}

/** Nobody is connected to what comes from the store; `restored` gives it fresh leases. */
function fromRow(row: SessionRow): Session {
  const base = baseFromRow(row)
  switch (row.state) {
    case 'pending':
      return { ...base, state: 'pending', expiresAt: must(row.expiresAt) }
    case 'authorizing': {
      const visitorId = must(row.visitorId) as VisitorId
      return { ...base, state: 'authorizing', visitorId, expiresAt: must(row.expiresAt) }
    }
    case 'active': {
      const startedAt = must(row.startedAt)
      return {
        ...base,
        state: 'active',
        visitorId: must(row.visitorId) as VisitorId,
        tabId: must(row.tabId),
        startedAt,
        host: { status: 'away', since: startedAt, pageId: null },
        viewersAwaySince: startedAt,
      }
    }
    case 'ended': {
      const reason = must(row.endReason)
      return { ...base, state: 'ended', reason, startedAt: row.startedAt, endedAt: must(row.endedAt) }
    }
  }
}

function baseFromRow(row: SessionRow) {
  const participantId = row.agentParticipantId as ParticipantId
  return {
    id: row.id as SessionId,
    organizationId: row.organizationId as OrganizationId,
    siteId: row.siteId as SiteId,
    conversationId: row.conversationId as ConversationId | null,
    visitorId: row.visitorId as VisitorId | null,
    visitorName: row.visitorName,
    givenVisitor: row.givenVisitor,
    agent: { origin: row.origin, id: row.agentId, name: row.agentName, participantId },
    hostId: row.hostId as ParticipantId,
    mode: row.mode,
    createdAt: row.createdAt,
    viewers: [{ id: participantId, name: row.agentName, connected: false }],
  }
}

/** A column that the row's state requires. */
function must<T>(value: T | null): T {
  if (value === null) throw new Error('A stored session lacks a field that its state requires.')
  return value
}
