import type { SessionStore } from '../ports/session-store.ts'
import type { Database } from './database.ts'

/** Sessions and codes in the database. */
export function createSessionStore(_db: Database): SessionStore {
  throw new Error('not yet')
}
