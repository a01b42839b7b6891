import type { ConversationId, Message } from '@alongside/protocol'
import { and, asc, desc, eq, exists, ilike, inArray, lt, or, sql } from 'drizzle-orm'
import type { ConversationListing, ConversationStore } from '../ports/conversation-store.ts'
import {
  conversationFromRow,
  type ConversationRow,
  messageFromRow,
  rowFromConversation,
  visitorFromRow,
  type VisitorRow,
} from './conversation-rows.ts'
import type { Database } from './database.ts'
import { conversations, messages, visitors } from './schema/conversations.ts'

/** Visitors, conversations and messages in the database. */
export function createConversationStore(db: Database): ConversationStore {
  return {
    async saveVisitor(visitor) {
      await db
        .insert(visitors)
        .values(visitor)
        .onConflictDoUpdate({ target: visitors.id, set: { identity: visitor.identity } })
    },
    async visitor(id) {
      const [row] = await db.select().from(visitors).where(eq(visitors.id, id))
      return row === undefined ? null : visitorFromRow(row)
    },
    async save(conversation) {
      const row = rowFromConversation(conversation)
      const { id: _, unreadByAgent: _a, unreadByVisitor: _v, ...changed } = row
      await db
        .insert(conversations)
        .values(row)
        .onConflictDoUpdate({ target: conversations.id, set: changed })
    },
    async byId(id) {
      const [row] = await db.select().from(conversations).where(eq(conversations.id, id))
      return row === undefined ? null : conversationFromRow(row)
    },
    async latestOf(visitorId) {
      const [row] = await db
        .select()
        .from(conversations)
        .where(eq(conversations.visitorId, visitorId))
        .orderBy(desc(conversations.startedAt))
        .limit(1)
      return row === undefined ? null : conversationFromRow(row)
    },
    async take(id, agent, at) {
      const [row] = await db
        .update(conversations)
        .set({ state: 'taken', agentId: agent.id, agentName: agent.name, updatedAt: at })
        .where(and(eq(conversations.id, id), eq(conversations.state, 'waiting')))
        .returning()
      return row === undefined ? null : conversationFromRow(row)
    },
    addMessage: (id, message) => addMessage(db, id, message),
    async messages(id) {
      const rows = await db
        .select()
        .from(messages)
        .where(eq(messages.conversationId, id))
        .orderBy(asc(messages.position))
      return rows.map(messageFromRow)
    },
    async markRead(id, by) {
      const counter = by === 'agent' ? { unreadByAgent: 0 } : { unreadByVisitor: 0 }
      await db.update(conversations).set(counter).where(eq(conversations.id, id))
    },
    ...listings(db),
  }
}

/** The reading side: conversations with their visitor and last message. */
function listings(db: Database): Pick<ConversationStore, 'listing' | 'openFor' | 'search'> {
  const joined = () =>
    db
      .select({ conversation: conversations, visitor: visitors })
      .from(conversations)
      .innerJoin(visitors, eq(visitors.id, conversations.visitorId))

  return {
    async listing(id) {
      const [listing] = await withLastMessages(db, await joined().where(eq(conversations.id, id)))
      return listing ?? null
    },
    async openFor(organizationId, agentId) {
      const rows = await joined()
        .where(
          and(
            eq(conversations.organizationId, organizationId),
            or(
              eq(conversations.state, 'waiting'),
              and(eq(conversations.state, 'taken'), eq(conversations.agentId, agentId)),
            ),
          ),
        )
        .orderBy(desc(conversations.updatedAt))
      return withLastMessages(db, rows)
    },
    async search(organizationId, { query, before, limit }) {
      const ofConversation = eq(messages.conversationId, conversations.id)
      const any = db
        .select({ one: sql`1` })
        .from(messages)
        .where(ofConversation)
      const rows = await joined()
        .where(
          and(
            eq(conversations.organizationId, organizationId),
            before === null ? undefined : lt(conversations.updatedAt, before),
            exists(any),
            query === '' ? undefined : matches(db, query),
          ),
        )
        .orderBy(desc(conversations.updatedAt))
        .limit(limit)
      return withLastMessages(db, rows)
    },
  }
}

function matches(db: Database, query: string) {
  // What was typed is looked for literally: LIKE's own signs are escaped.
  const pattern = `%${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return or(
    ilike(conversations.agentName, pattern),
    sql`${visitors.identity}->>'name' ilike ${pattern}`,
    exists(
      db
        .select({ one: sql`1` })
        .from(messages)
        .where(and(eq(messages.conversationId, conversations.id), ilike(messages.text, pattern))),
    ),
  )
}

async function withLastMessages(
  db: Database,
  rows: readonly { conversation: ConversationRow; visitor: VisitorRow }[],
): Promise<ConversationListing[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.conversation.id)
  const last = await db
    .selectDistinctOn([messages.conversationId])
    .from(messages)
    .where(inArray(messages.conversationId, ids))
    .orderBy(messages.conversationId, desc(messages.position))
  const byConversation = new Map(last.map((row) => [row.conversationId, messageFromRow(row)]))
  return rows.map(({ conversation, visitor }) => ({
    conversation: conversationFromRow(conversation),
    visitor: visitorFromRow(visitor),
    lastMessage: byConversation.get(conversation.id) ?? null,
  }))
}

async function addMessage(
  db: Database,
  id: ConversationId,
  message: Message,
): Promise<{ message: Message; added: boolean }> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .insert(messages)
      .values({ ...message, conversationId: id, clientId: message.clientId ?? null })
      .onConflictDoNothing()
      .returning()
    if (row === undefined) {
      const [old] = await tx
        .select()
        .from(messages)
        .where(
          and(
            eq(messages.conversationId, id),
            eq(messages.author, message.author),
            eq(messages.clientId, message.clientId ?? ''),
          ),
        )
      return { message: old === undefined ? message : messageFromRow(old), added: false }
    }
    const counter =
      message.author === 'visitor'
        ? { unreadByAgent: sql`${conversations.unreadByAgent} + 1` }
        : { unreadByVisitor: sql`${conversations.unreadByVisitor} + 1` }
    await tx
      .update(conversations)
      .set({ ...counter, updatedAt: message.sentAt })
      .where(eq(conversations.id, id))
    return { message, added: true }
  })
}
