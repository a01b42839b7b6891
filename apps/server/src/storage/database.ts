import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator'
import { type PgDatabase, type PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { Pool } from 'pg'

/**
 * The database as the stores see it, whichever of the two engines is behind it. Queries name their tables, so no
 * relational schema is bound here. Its transactions (`db.transaction((tx) => ...)`) hand out the same type.
 */
export type Database = PgDatabase<PgQueryResultHKT>

/** The database and the way to close it, when nothing uses it any more. */
export type OpenDatabase = { readonly db: Database; close(): Promise<void> }

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url))
const MIGRATIONS = { migrationsFolder: MIGRATIONS_FOLDER }

/** Any number that all servers of one installation agree on: held while one of them migrates. */
const MIGRATION_LOCK = 7_215_906

/**
 * Opens the database and brings its tables up to date: PostgreSQL where an address is given, else PGlite in the
 * folder `db` of `dataDir` (one process at a time; see claimDataDir).
 */
export async function openDatabase(options: {
  readonly databaseUrl: string | null
  readonly dataDir: string
}): Promise<OpenDatabase> {
  if (options.databaseUrl !== null) return openPostgres(options.databaseUrl)
  const folder = join(options.dataDir, 'db')
  await mkdir(folder, { recursive: true })
  return openPglite(new PGlite(folder))
}

/** Brings a PGlite up to date. */
export async function openPglite(client: PGlite): Promise<OpenDatabase> {
  const db = drizzlePglite({ client })
  await migratePglite(db, MIGRATIONS)
  return { db, close: () => client.close() }
}

async function openPostgres(connectionString: string): Promise<OpenDatabase> {
  const pool = new Pool({ connectionString })
  // A lost idle connection is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  const db = drizzlePg({ client: pool })
  const locker = await pool.connect()
  try {
    await locker.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migratePg(db, MIGRATIONS)
  } finally {
    await locker.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {})
    locker.release()
  }
  return { db, close: () => pool.end() }
}
