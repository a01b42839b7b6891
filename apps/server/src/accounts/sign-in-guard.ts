import { createHash } from 'node:crypto'
import { and, count, eq, gt, inArray, lt } from 'drizzle-orm'
import { AlongsideError } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Database } from '../storage/database.ts'
import { signInFailures } from '../storage/schema/accounts.ts'

export const SIGN_IN_LIMITS = {
  windowMs: 15 * 60_000,
  failuresPerAccount: 5,
  /** Higher: an office shares one address. */
  failuresPerAddress: 50,
} as const

export type SignInGuard = {
  /**
   * Call before the password is checked. Counts the attempt as failed until `succeeded`, so that attempts at the same
   * time cannot slip past the limit. Counts e-mails without an account too: the answer tells nothing about them.
   * @throws AlongsideError `account_locked`
   */
  attempt(email: string, address: string): Promise<void>
  /** The password was right: this account's failures are forgotten, and the attempt for the address. */
  succeeded(email: string, address: string): Promise<void>
}

export function createSignInGuard(db: Database, clock: Clock): SignInGuard {
  const since = () => new Date(clock.now() - SIGN_IN_LIMITS.windowMs)

  async function failures(key: string): Promise<number> {
    const [row] = await db
      .select({ n: count() })
      .from(signInFailures)
      .where(and(eq(signInFailures.key, key), gt(signInFailures.at, since())))
    return row?.n ?? 0
  }

  return {
    async attempt(email, address) {
      const byEmail = keyOf('email', email)
      const byAddress = keyOf('address', address)
      await db.delete(signInFailures).where(lt(signInFailures.at, since()))
      const at = new Date(clock.now())
      const mine = await db
        .insert(signInFailures)
        .values([
          { key: byEmail, at },
          { key: byAddress, at },
        ])
        .returning({ id: signInFailures.id })
      const locked =
        (await failures(byEmail)) > SIGN_IN_LIMITS.failuresPerAccount ||
        (await failures(byAddress)) > SIGN_IN_LIMITS.failuresPerAddress
      if (!locked) return
      // An attempt that was not even tried does not prolong the lock.
      const ids = mine.map((row) => row.id)
      await db.delete(signInFailures).where(inArray(signInFailures.id, ids))
      throw new AlongsideError('account_locked', 'Too many failed sign-ins. Wait 15 minutes and try again.')
    },

    async succeeded(email, address) {
      await db.delete(signInFailures).where(eq(signInFailures.key, keyOf('email', email)))
      const [newest] = await db
        .select({ id: signInFailures.id })
        .from(signInFailures)
        .where(eq(signInFailures.key, keyOf('address', address)))
        .limit(1)
      if (newest !== undefined) await db.delete(signInFailures).where(eq(signInFailures.id, newest.id))
    },
  }
}

function keyOf(what: 'email' | 'address', value: string): string {
  return createHash('sha256').update(`${what}:${value.trim().toLowerCase()}`).digest('base64url')
}
