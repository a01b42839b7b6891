import { eq } from 'drizzle-orm'
import type { OrganizationId } from '@alongside/protocol'
import type { Invites } from './accounts/invites.ts'
import type { Database } from './storage/database.ts'
import { organizations, users } from './storage/schema/accounts.ts'
import { sites } from './storage/schema/sites.ts'
import { randomId, randomToken } from './storage/secrets.ts'

/**
 * A server without accounts that is no demo: makes the organisation, its site, and the first admin's invitation. While
 * that person has not joined, every start makes a new link (the old one becomes void).
 * @returns the link to hand to the admin, or null when somebody has joined already
 */
export async function inviteFirstAdmin(
  db: Database,
  invites: Invites,
  email: string,
): Promise<string | null> {
  const [joined] = await db.select({ id: users.id }).from(users).where(eq(users.joined, true)).limit(1)
  if (joined !== undefined) return null
  const [existing] = await db.select({ id: organizations.id }).from(organizations).limit(1)
  const organizationId = existing?.id ?? (await createOrganization(db))
  const person = { email, name: 'Admin', role: 'admin' } as const
  const { inviteUrl } = await invites.create(organizationId as OrganizationId, person)
  return inviteUrl
}

async function createOrganization(db: Database): Promise<string> {
  const id = randomId('org')
  await db.insert(organizations).values({ id, name: 'Our organisation' })
  await db.insert(sites).values({
    id: randomId('site'),
    organizationId: id,
    name: 'Our site',
    key: randomToken().slice(0, 24),
    allowedOrigins: [],
    maskSelectors: [],
    blockSelectors: [],
  })
  return id
}
