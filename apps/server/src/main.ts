import process from 'node:process'
import { createInvites } from './accounts/invites.ts'
import { buildApp } from './app.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import { seedDemo } from './demo-seed.ts'
import { inviteFirstAdmin } from './first-admin.ts'
import { mustPortFree } from './must-port-free.ts'
import { claimDataDir } from './storage/data-dir.ts'
import { openDatabase } from './storage/database.ts'
import { systemClock } from './system-clock.ts'

/**
 * The process: settings, data folder, database, then the app on its port. What cannot work ends in one line on stderr
 * and exit code 1. SIGINT, SIGTERM, or the end of the process that started it, stop it cleanly; a second signal at once.
 */

/** How long an orderly stop may take before the process ends anyway. */
const STOP_MS = 8000

type Stop = () => Promise<void>

async function start(config: Config): Promise<Stop> {
  await mustPortFree(config)
  const releaseDataDir = await claimDataDir(config.dataDir)
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
    await releaseDataDir()
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

function fail(error: unknown): never {
  const line =
    error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error)
  process.stderr.write(`Alongside cannot start: ${line}\n`)
  process.exit(1)
}

/** Signals count from the first moment; one that comes while starting waits until there is something to stop. */
function stopOnSignals(starting: Promise<Stop>): void {
  let stopping = false
  const stop = async (): Promise<void> => {
    const stopServer = await starting
    setTimeout(() => process.exit(1), STOP_MS).unref()
    await stopServer()
  }
  const end = (): void => {
    if (stopping) process.exit(130)
    stopping = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Alongside did not stop cleanly: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  // Started with a channel (npm start): when the starter is gone, nobody is left to stop us.
  process.on('disconnect', () => {
    if (!stopping) end()
  })
}

try {
  const starting = start(readConfig(process.env))
  stopOnSignals(starting)
  await starting
  if (process.connected) process.send?.({ kind: 'ready' })
} catch (error) {
  fail(error)
}
