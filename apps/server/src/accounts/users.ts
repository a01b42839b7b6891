import { and, eq, gt } from 'drizzle-orm'
import { AlongsideError } from '@alongside/protocol'
import type { OrganizationId, User, UserId, UserRole } from '@alongside/protocol'
import type { Channel } from '../channel.ts'
import type { AccountChange } from '../ports/accounts.ts'
import type { Database } from '../storage/database.ts'
import { organizations, signIns, users } from '../storage/schema/accounts.ts'

type UserRow = typeof users.$inferSelect

/** The people of an organisation, as its admins manage them. Inviting them is in invites.ts. */
export type Users = {
  list(organizationId: OrganizationId): Promise<User[]>
  organization(id: OrganizationId): Promise<{ id: string; name: string }>
  /**
   * Changes role or disables. A disabled user's sign-ins end at once.
   * @throws AlongsideError `not_found`; `conflict` when no active admin would remain
   */
  change(
    organizationId: OrganizationId,
    id: UserId,
    patch: { readonly role?: UserRole | undefined; readonly disabled?: boolean | undefined },
  ): Promise<User>
  /** To be called when a sign-in of the user has ended: what was open by it is closed. */
  signedOut(id: UserId): Promise<void>
}

export function createUsers(db: Database, changes: Channel<AccountChange>): Users {
  return {
    async list(organizationId) {
      const rows = await db
        .select()
        .from(users)
        .where(eq(users.organizationId, organizationId))
        .orderBy(users.name, users.id)
      return rows.map(toUser)
    },

    async organization(id) {
      const [row] = await db.select().from(organizations).where(eq(organizations.id, id))
      if (row === undefined) throw new AlongsideError('not_found')
      return { id: row.id, name: row.name }
    },

    async change(organizationId, id, patch) {
      const changed = await db.transaction(async (tx) => {
        // All admins are locked first, so that two admins demoting each other at once cannot leave none.
        const admins = await tx.select().from(users).where(activeAdmins(organizationId)).for('update')
        const [before] = await tx
          .select()
          .from(users)
          .where(and(eq(users.id, id), eq(users.organizationId, organizationId)))
        if (before === undefined) throw new AlongsideError('not_found', 'There is no such user.')
        const after = {
          ...before,
          role: patch.role ?? before.role,
          disabled: patch.disabled ?? before.disabled,
          updatedAt: new Date(),
        }
        const remain = admins.some((admin) => admin.id !== id) || isActiveAdmin(after)
        if (isActiveAdmin(before) && !remain) throw lastAdmin()
        await tx.update(users).set(after).where(eq(users.id, id))
        if (after.disabled) await tx.delete(signIns).where(eq(signIns.userId, id))
        return after
      })
      changes.emit({ id, disabled: changed.disabled, signedOut: false })
      return toUser(changed)
    },

    async signedOut(id) {
      const [left] = await db
        .select({ id: signIns.id })
        .from(signIns)
        .where(and(eq(signIns.userId, id), gt(signIns.expiresAt, new Date())))
        .limit(1)
      changes.emit({ id, disabled: false, signedOut: left === undefined })
    },
  }
}

function activeAdmins(organizationId: OrganizationId) {
  return and(
    eq(users.organizationId, organizationId),
    eq(users.role, 'admin'),
    eq(users.disabled, false),
    eq(users.joined, true),
  )
}

function isActiveAdmin(user: UserRow): boolean {
  return user.role === 'admin' && user.joined && !user.disabled
}

function lastAdmin(): AlongsideError {
  return new AlongsideError('conflict', 'This is the last active admin. Make somebody else an admin first.')
}

export function toUser(row: UserRow): User {
  const status = row.disabled ? 'disabled' : row.joined ? 'active' : 'invited'
  return { id: row.id as UserId, email: row.email, name: row.name, role: row.role, status }
}
