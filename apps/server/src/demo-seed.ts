import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import { userRoleSchema } from '@alongside/protocol'
import { hashPassword, setPassword } from './accounts/passwords.ts'
import type { Config } from './config.ts'
import { LOOPBACK_ORIGINS } from './sites/origins.ts'
import { apiKeyPrefix } from './sites/api-keys.ts'
import type { Database } from './storage/database.ts'
import { organizations, users } from './storage/schema/accounts.ts'
import { apiKeys, sites } from './storage/schema/sites.ts'
import { randomId, randomToken, tokenHash } from './storage/secrets.ts'

const userSchema = v.object({ email: v.string(), password: v.string(), role: userRoleSchema })
const demoSchema = v.object({
  serverUrl: v.string(),
  demoUrl: v.string(),
  siteKey: v.string(),
  apiKey: v.string(),
  users: v.array(userSchema),
  /** A second organisation, to see that the two do not meet. */
  second: v.object({ siteKey: v.string(), users: v.array(userSchema) }),
})
/** What demo.json holds: everything that one needs to try the demo, for people, scripts and tests. */
export type Demo = v.InferOutput<typeof demoSchema>

type Person = v.InferOutput<typeof userSchema> & { readonly name: string }

/** Known to everybody, which is why the server listens on loopback only unless told otherwise. */
const PASSWORD = 'alongside-demo'
const FIRST = {
  organization: { id: 'org_demo', name: 'Alongside Demo' },
  site: { id: 'site_demo', name: 'Demo', key: 'demo-site' },
  people: [
    { email: 'admin@alongside.example', name: 'Demo Admin', role: 'admin', password: PASSWORD },
    { email: 'manager@alongside.example', name: 'Demo Manager', role: 'manager', password: PASSWORD },
    { email: 'agent@alongside.example', name: 'Demo Agent', role: 'agent', password: PASSWORD },
    { email: 'agent2@alongside.example', name: 'Second Agent', role: 'agent', password: PASSWORD },
  ],
} as const
const SECOND = {
  organization: { id: 'org_second', name: 'Second Demo' },
  site: { id: 'site_second', name: 'Second', key: 'second-site' },
  people: [{ email: 'admin@second.example', name: 'Second Admin', role: 'admin', password: PASSWORD }],
} as const
type Seed = typeof FIRST | typeof SECOND

/**
 * Fills an empty database for the demo and writes demo.json in the data folder (readable by its owner only). What is
 * there already stays as it is, with what people changed; only an API key that is no longer known is made anew.
 */
export async function seedDemo(db: Database, config: Config): Promise<Demo> {
  const file = join(config.dataDir, 'demo.json')
  await seedOrganization(db, FIRST)
  await seedOrganization(db, SECOND)
  const demo: Demo = {
    serverUrl: config.publicUrl,
    demoUrl: config.demoUrl,
    siteKey: FIRST.site.key,
    apiKey: await demoApiKey(db, await readDemo(file)),
    users: FIRST.people.map(login),
    second: { siteKey: SECOND.site.key, users: SECOND.people.map(login) },
  }
  // Written beside and renamed, so that nobody reads half a file.
  await writeFile(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return demo
}

async function seedOrganization(db: Database, { organization, site, people }: Seed): Promise<void> {
  const made = await db.insert(organizations).values(organization).onConflictDoNothing().returning()
  if (made.length === 0) return
  await db.insert(sites).values({
    ...site,
    organizationId: organization.id,
    allowedOrigins: [...LOOPBACK_ORIGINS],
    maskSelectors: [],
    blockSelectors: [],
  })
  for (const person of people) await seedUser(db, organization.id, person)
}

async function seedUser(db: Database, organizationId: string, person: Person): Promise<void> {
  const { email, name, role } = person
  const id = randomId('usr')
  await db.insert(users).values({ id, email, name, role, organizationId, joined: true, emailVerified: true })
  await setPassword(db, id, await hashPassword(person.password))
}

/** Only its hash is in the database: the secret lives on in demo.json. */
async function demoApiKey(db: Database, before: Demo | null): Promise<string> {
  if (before !== null) {
    const [known] = await db
      .select({ id: apiKeys.id })
      .from(apiKeys)
      .where(eq(apiKeys.secretHash, tokenHash(before.apiKey)))
    if (known !== undefined) return before.apiKey
  }
  const secret = `alk_${randomToken()}`
  await db.insert(apiKeys).values({
    id: randomId('key'),
    organizationId: FIRST.organization.id,
    name: 'Demo',
    prefix: apiKeyPrefix(secret),
    secretHash: tokenHash(secret),
  })
  return secret
}

async function readDemo(file: string): Promise<Demo | null> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), demoSchema), text)
  return parsed.success ? parsed.output : null
}

function login({ email, password, role }: Person): v.InferOutput<typeof userSchema> {
  return { email, password, role }
}
