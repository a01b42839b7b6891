import { and, eq, gt } from 'drizzle-orm'
import { AlongsideError } from '@alongside/protocol'
import type { OrganizationId, User, UserRole } from '@alongside/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Database } from '../storage/database.ts'
import { organizations, userInvites, users } from '../storage/schema/accounts.ts'
import { randomId, randomToken, tokenHash } from '../storage/secrets.ts'
import { hashPassword, setPassword } from './passwords.ts'
import { toUser } from './users.ts'

export const INVITE_MS = 7 * 24 * 3_600_000

type NewUser = { readonly email: string; readonly name: string; readonly role: UserRole }

/** Links by which people get into an organisation: one use, seven days, only their hash is kept. */
export type Invites = {
  /**
   * Creates the user as `invited`. Inviting the same address again, while it has not joined, makes a new link and the
   * old one void.
   * @throws AlongsideError `conflict` when the address has an account already
   */
  create(organizationId: OrganizationId, user: NewUser): Promise<{ user: User; inviteUrl: string }>
  /** @throws AlongsideError `not_found` for a link that is wrong, used or too old */
  read(token: string): Promise<{ email: string; organization: string }>
  /** Sets name and password; the link is used up. @throws AlongsideError `not_found` as above */
  accept(token: string, person: { readonly name: string; readonly password: string }): Promise<void>
}

export function createInvites(options: {
  readonly db: Database
  readonly clock: Clock
  readonly publicUrl: string
}): Invites {
  const { db, clock, publicUrl } = options

  const open = (token: string) =>
    and(
      eq(userInvites.tokenHash, tokenHash(token)),
      gt(userInvites.expiresAt, new Date(clock.now())),
      eq(users.disabled, false),
    )

  async function read(token: string): Promise<{ email: string; organization: string }> {
    const [row] = await db
      .select({ email: users.email, organization: organizations.name })
      .from(userInvites)
      .innerJoin(users, eq(users.id, userInvites.userId))
      .innerJoin(organizations, eq(organizations.id, users.organizationId))
      .where(open(token))
    if (row === undefined) throw invalidLink()
    return row
  }

  return {
    read,

    async create(organizationId, person) {
      const email = person.email.trim().toLowerCase()
      const token = randomToken()
      const invite = { tokenHash: tokenHash(token), expiresAt: new Date(clock.now() + INVITE_MS) }
      const user = await db.transaction(async (tx) => {
        const fresh = { id: randomId('usr'), name: person.name, email, organizationId, role: person.role }
        await tx.insert(users).values(fresh).onConflictDoNothing()
        const [row] = await tx.select().from(users).where(eq(users.email, email)).for('update')
        if (row === undefined || row.joined || row.disabled || row.organizationId !== organizationId)
          throw new AlongsideError('conflict', 'There is an account with this e-mail address already.')
        const named = { name: person.name, role: person.role }
        await tx.update(users).set(named).where(eq(users.id, row.id))
        await tx
          .insert(userInvites)
          .values({ userId: row.id, ...invite })
          .onConflictDoUpdate({ target: userInvites.userId, set: invite })
        return { ...row, ...named }
      })
      return { user: toUser(user), inviteUrl: `${publicUrl}/invite/${token}` }
    },

    async accept(token, person) {
      await read(token) // no costly hash for strangers
      const hash = await hashPassword(person.password)
      await db.transaction(async (tx) => {
        const [row] = await tx
          .select({ userId: users.id })
          .from(userInvites)
          .innerJoin(users, eq(users.id, userInvites.userId))
          .where(open(token))
        if (row === undefined) throw invalidLink()
        // Of two acceptances at once only one finds the row to delete.
        const used = await tx
          .delete(userInvites)
          .where(eq(userInvites.tokenHash, tokenHash(token)))
          .returning()
        if (used.length === 0) throw invalidLink()
        await tx
          .update(users)
          .set({ name: person.name, joined: true, emailVerified: true })
          .where(eq(users.id, row.userId))
        await setPassword(tx, row.userId, hash)
      })
    },
  }
}

function invalidLink(): AlongsideError {
  return new AlongsideError('not_found', 'This invitation is not valid any more. Ask an admin for a new one.')
}
