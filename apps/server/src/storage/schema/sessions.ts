import { END_REASONS, type GivenVisitor, MODES } from '@alongside/protocol'
import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { organizations } from './accounts.ts'

/** Milliseconds since the epoch, as the protocol counts. */
const time = (name: string) => bigint(name, { mode: 'number' })

/** Co-browsing sessions: who, when and why it ended. Nothing of the page is ever stored. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    siteId: text('site_id').notNull(),
    /** console: an agent who signs in here. api: the integrator's own agent; `agent_id` is then theirs. */
    origin: text('origin', { enum: ['console', 'api'] }).notNull(),
    conversationId: text('conversation_id'),
    visitorId: text('visitor_id'),
    visitorName: text('visitor_name').notNull(),
    /** What the REST call said of the visitor. */
    givenVisitor: jsonb('given_visitor').$type<GivenVisitor>(),
    agentId: text('agent_id').notNull(),
    agentName: text('agent_name').notNull(),
    mode: text('mode', { enum: MODES }).notNull(),
    state: text('state', { enum: ['pending', 'authorizing', 'active', 'ended'] }).notNull(),
    hostId: text('host_id').notNull(),
    agentParticipantId: text('agent_participant_id').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at'),
    /** The visitor's tab in which the session runs. */
    tabId: text('tab_id'),
    startedAt: time('started_at'),
    endedAt: time('ended_at'),
    endReason: text('end_reason', { enum: END_REASONS }),
  },
  (table) => [
    index('sessions_state').on(table.state),
    index('sessions_organization').on(table.organizationId),
  ],
)

/** Codes that people read out and type: six digits, ten minutes, one use. */
export const codes = pgTable(
  'codes',
  {
    id: text('id').primaryKey(),
    code: text('code').notNull(),
    /** visitor: an agent enters it. session: a visitor enters it. */
    kind: text('kind', { enum: ['visitor', 'session'] }).notNull(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    siteId: text('site_id').notNull(),
    visitorId: text('visitor_id'),
    sessionId: text('session_id'),
    expiresAt: time('expires_at').notNull(),
    usedAt: time('used_at'),
  },
  (table) => [index('codes_code').on(table.code)],
)
