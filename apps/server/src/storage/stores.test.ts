import { afterAll, beforeAll } from 'vitest'
import { conversationStoreSuite } from '../ports/conversation-store.suite.ts'
import { sessionStoreSuite } from '../ports/session-store.suite.ts'
import { createConversationStore } from './conversation-store.ts'
import { openMemoryDatabase } from '../testing/memory-database.ts'
import type { OpenDatabase } from './database.ts'
import { MemoryConversationStore } from './memory-conversation-store.ts'
import { createMemorySessionStore } from './memory-session-store.ts'
import { organizations } from './schema/accounts.ts'
import { conversations, messages, visitors } from './schema/conversations.ts'
import { codes, sessions } from './schema/sessions.ts'
import { createSessionStore } from './session-store.ts'

let database: OpenDatabase

beforeAll(async () => {
  database = await openMemoryDatabase()
  await database.db.insert(organizations).values([
    { id: 'org', name: 'One' },
    { id: 'other', name: 'Other' },
  ])
})
afterAll(() => database.close())

async function emptyDatabase() {
  for (const table of [messages, conversations, visitors, codes, sessions]) await database.db.delete(table)
  return database.db
}

sessionStoreSuite('in memory', async () => createMemorySessionStore())
sessionStoreSuite('in PGlite', async () => createSessionStore(await emptyDatabase()))
conversationStoreSuite('in memory', async () => new MemoryConversationStore())
conversationStoreSuite('in PGlite', async () => createConversationStore(await emptyDatabase()))
