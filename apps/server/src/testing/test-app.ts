import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'
import { readConfig, type Config } from '../config.ts'
import { seedDemo, type Demo } from '../demo-seed.ts'
import type { Assets } from '../http/static.ts'
import type { Clock } from '../ports/clock.ts'
import type { OpenDatabase } from '../storage/database.ts'
import { systemClock } from '../system-clock.ts'
import { openMemoryDatabase } from './memory-database.ts'

/** The whole server over a database in memory, filled with the demo, for tests; no port. */
export type TestApp = {
  readonly app: FastifyInstance
  readonly config: Config
  readonly database: OpenDatabase
  readonly demo: Demo
  /** Signs in and returns the value for the `cookie` header. */
  signIn(email: string, password?: string): Promise<string>
  close(): Promise<void>
}

export async function createTestApp(
  options: { readonly clock?: Clock; readonly assets?: Assets } = {},
): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'alongside-test-'))
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const database = await openMemoryDatabase()
  const demo = await seedDemo(database.db, config)
  const app = await buildApp({ config, database, clock: systemClock, ...options })
  return {
    app,
    config,
    database,
    demo,
    async signIn(email, password = 'alongside-demo') {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email, password },
      })
      if (answer.statusCode !== 200) throw new Error(`sign-in answered ${answer.statusCode} ${answer.body}`)
      return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    },
    async close() {
      await app.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
