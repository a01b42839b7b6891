import process from 'node:process'
import { createInvites } from './accounts/invites.ts'
import { buildApp } from './app.ts'
import { ConfigError, type Config } from './config.ts'
import { seedDemo } from './demo-seed.ts'
import { inviteFirstAdmin } from './first-admin.ts'
import { openDatabase } from './storage/database.ts'
import { systemClock } from './system-clock.ts'

/**
 * Opens the database and serves the app on its port. The data folder is the caller's to claim.
 * @returns the way to stop, after which the data folder is free
 * @throws ConfigError when the database cannot be opened
 */
export async function serve(config: Config): Promise<() => Promise<void>> {
  const database = await openDatabase(config).catch((error: unknown) => {
    throw new ConfigError(databaseProblem(config, error))
  })
  if (config.demo) await seedDemo(database.db, config)
  const app = await buildApp({ config, database, clock: systemClock })
  await app.listen({ port: config.port, host: config.host })
  // With a channel it is `npm start` that speaks.
  if (process.send === undefined) say(`Alongside listens on ${config.publicUrl}`)
  if (!config.demo) await announceFirstAdmin(config, database.db)
  return async () => {
    await app.close()
    await database.close()
  }
}

function databaseProblem({ databaseUrl, dataDir }: Config, error: unknown): string {
  const causes = [error, error instanceof Error ? error.cause : undefined]
  const codes = causes.map((cause) => (cause instanceof Error && 'code' in cause ? String(cause.code) : null))
  const why = codes.find((code) => code !== null) ?? (error instanceof Error ? error.message : String(error))
  return databaseUrl === null
    ? `DATA_DIR "${dataDir}": the database in it cannot be opened (${why}). Restore it from a backup, or set DATA_DIR to another folder.`
    : `DATABASE_URL: the database cannot be opened (${why}). Check that PostgreSQL runs there and takes this user and password.`
}

async function announceFirstAdmin(config: Config, db: Parameters<typeof inviteFirstAdmin>[0]): Promise<void> {
  if (config.adminEmail === null) return
  const invites = createInvites({ db, clock: systemClock, publicUrl: config.publicUrl })
  const link = await inviteFirstAdmin(db, invites, config.adminEmail)
  if (link !== null) say(`Nobody has joined yet. ${config.adminEmail} sets a password here (7 days): ${link}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
