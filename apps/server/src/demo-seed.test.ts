import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig, type Config } from './config.ts'
import { seedDemo, type Demo } from './demo-seed.ts'
import type { OpenDatabase } from './storage/database.ts'
import { users } from './storage/schema/accounts.ts'
import { apiKeys, sites } from './storage/schema/sites.ts'
import { openMemoryDatabase } from './testing/memory-database.ts'

let database: OpenDatabase
let config: Config

beforeAll(async () => {
  config = readConfig({ DATA_DIR: await mkdtemp(join(tmpdir(), 'alongside-seed-')) })
  database = await openMemoryDatabase()
}, 60_000)
afterAll(async () => {
  await database.close()
  await rm(config.dataDir, { recursive: true, force: true })
})

const file = () => join(config.dataDir, 'demo.json')
const written = async () => JSON.parse(await readFile(file(), 'utf8')) as Demo

test('the first start writes everything that one needs, for the owner’s eyes', async () => {
  const demo = await seedDemo(database.db, config)
  expect(await written()).toEqual(demo)
  expect((await stat(file())).mode & 0o777).toBe(0o600)
  expect(demo).toMatchObject({ serverUrl: 'http://localhost:4000', demoUrl: 'http://localhost:4001' })
  expect(demo.users.map((user) => user.role)).toEqual(['admin', 'manager', 'agent', 'agent'])
  for (const { password } of [...demo.users, ...demo.second.users])
    expect(password.length).toBeGreaterThanOrEqual(10)
  expect(demo.second.siteKey).not.toBe(demo.siteKey)
})

test('the second start keeps the data and what people changed, and writes the same values', async () => {
  const before = await written()
  await database.db.update(sites).set({ name: 'Renamed' }).where(eq(sites.key, before.siteKey))
  const people = await database.db.select().from(users)
  expect(await seedDemo(database.db, config)).toEqual(before)
  expect(await written()).toEqual(before)
  expect(await database.db.select().from(users)).toEqual(people)
  const [site] = await database.db.select().from(sites).where(eq(sites.key, before.siteKey))
  expect(site?.name).toBe('Renamed')
  expect(await database.db.select().from(apiKeys)).toHaveLength(1)
})

test('a lost file is written again with a key that works', async () => {
  const before = await written()
  await rm(file())
  const after = await seedDemo(database.db, config)
  expect(after).toEqual({ ...before, apiKey: after.apiKey })
  expect(after.apiKey).not.toBe(before.apiKey)
})
