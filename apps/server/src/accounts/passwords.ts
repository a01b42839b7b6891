import { and, eq } from 'drizzle-orm'
import type { Database } from '../storage/database.ts'
import { credentials } from '../storage/schema/accounts.ts'
import { randomId } from '../storage/secrets.ts'

/** better-auth's own hash (scrypt), so that it can check what `setPassword` stores. Costly by intent. */
export { hashPassword } from 'better-auth/crypto'

/** Stores a user's password hash where better-auth looks for it, in place of an older one. */
export async function setPassword(db: Database, userId: string, hash: string): Promise<void> {
  const own = and(eq(credentials.userId, userId), eq(credentials.providerId, 'credential'))
  await db.delete(credentials).where(own)
  await db
    .insert(credentials)
    .values({ id: randomId('crd'), accountId: userId, providerId: 'credential', userId, password: hash })
}
