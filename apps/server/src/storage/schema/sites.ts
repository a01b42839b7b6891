import type { PageRules } from '@alongside/protocol'
import type { ResourceMode } from '@alongside/protocol'
import { boolean, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { organizations } from './accounts.ts'

/** A site that carries the tag; one for each organisation for now. */
export const sites = pgTable('sites', {
  id: text('id').primaryKey(),
  organizationId: text('organization_id')
    .notNull()
    .unique()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  /** Public: it stands in the site's pages. */
  key: text('key').notNull().unique(),
  allowedOrigins: jsonb('allowed_origins').$type<string[]>().notNull(),
  maskSelectors: jsonb('mask_selectors').$type<string[]>().notNull(),
  blockSelectors: jsonb('block_selectors').$type<string[]>().notNull(),
  allowSelectors: jsonb('allow_selectors').$type<string[]>().notNull().default([]),
  /** Private by default. */
  maskAll: boolean('mask_all').notNull().default(false),
  /** Whether the marks of other vendors count. */
  otherMarks: boolean('other_marks').notNull().default(true),
  /** Masking rules of certain pages only. */
  pageRules: jsonb('page_rules').$type<PageRules[]>().notNull().default([]),
  oneSessionPerAgent: boolean('one_session_per_agent').notNull().default(true),
  hostAwaySeconds: integer('host_away_seconds').notNull().default(120),
  resources: text('resources').$type<ResourceMode>().notNull().default('auto'),
})

export const apiKeys = pgTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** The first characters of the secret, to tell keys apart. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the secret: 32 random bytes need no slow hash. */
    secretHash: text('secret_hash').notNull().unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('api_keys_organization').on(table.organizationId)],
)
