import type { Identity } from '@alongside/protocol'
import { bigint, index, integer, jsonb, pgTable, serial, text, unique } from 'drizzle-orm/pg-core'
import { organizations } from './accounts.ts'

/** Milliseconds since the epoch, as the protocol counts. */
const time = (name: string) => bigint(name, { mode: 'number' })

/** A browser that opened the chat on a site, with what the site or the visitor said about it. */
export const visitors = pgTable('visitors', {
  id: text('id').primaryKey(),
  organizationId: text('organization_id')
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  siteId: text('site_id').notNull(),
  identity: jsonb('identity').$type<Identity>().notNull(),
  createdAt: time('created_at').notNull(),
})

export const conversations = pgTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    siteId: text('site_id').notNull(),
    visitorId: text('visitor_id')
      .notNull()
      .references(() => visitors.id, { onDelete: 'cascade' }),
    state: text('state', { enum: ['waiting', 'taken', 'closed'] }).notNull(),
    agentId: text('agent_id'),
    agentName: text('agent_name'),
    /** Messages of the visitor that the agent has not read. */
    unreadByAgent: integer('unread_by_agent').notNull().default(0),
    /** Messages of the agent that the visitor has not read. */
    unreadByVisitor: integer('unread_by_visitor').notNull().default(0),
    startedAt: time('started_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    closedAt: time('closed_at'),
  },
  (table) => [
    index('conversations_organization').on(table.organizationId, table.state),
    index('conversations_visitor').on(table.visitorId, table.startedAt),
    index('conversations_updated').on(table.organizationId, table.updatedAt),
  ],
)

export const messages = pgTable(
  'messages',
  {
    id: text('id').primaryKey(),
    /** The order within a conversation; two messages may carry the same millisecond. */
    position: serial('position').notNull(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    author: text('author', { enum: ['visitor', 'agent', 'system'] }).notNull(),
    authorName: text('author_name').notNull(),
    text: text('text').notNull(),
    sentAt: time('sent_at').notNull(),
    clientId: text('client_id'),
  },
  (table) => [
    index('messages_conversation').on(table.conversationId, table.position),
    // A repeated send (a lost acknowledgement, then a reconnection) is stored once.
    unique('messages_client').on(table.conversationId, table.author, table.clientId),
  ],
)
