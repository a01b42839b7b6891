import type { ConversationStore } from '../ports/conversation-store.ts'
import type { Database } from './database.ts'

/** Visitors, conversations and messages in the database. */
export function createConversationStore(_db: Database): ConversationStore {
  throw new Error('not yet')
}
