import { createHash, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { secrets } from './schema/accounts.ts'

/**
 * A random key of this installation by its name: made at first use, the same for every server and every start.
 * @returns 32 bytes as base64url
 */
export async function loadSecret(db: Database, name: string): Promise<string> {
  await db.insert(secrets).values({ name, value: randomToken() }).onConflictDoNothing()
  const [row] = await db.select().from(secrets).where(eq(secrets.name, name))
  if (row === undefined) throw new Error(`secret ${name} was not stored`)
  return row.value
}

/** 32 random bytes as base64url: for links, keys and tokens. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A random id of 128 bits with a prefix that says what it names. */
export function randomId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}

/** How a token of 32 random bytes is kept: it cannot be guessed, so a fast hash is enough. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
