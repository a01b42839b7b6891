import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { MIGRATIONS_FOLDER, openPglite, type OpenDatabase } from '../storage/database.ts'

const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/alongside', import.meta.url))

/**
 * An empty database in memory with all tables, for tests. Making one takes seconds, copying one does not: the first is
 * kept as a file, under a name that changes with the migrations.
 */
export async function openMemoryDatabase(): Promise<OpenDatabase> {
  const file = join(CACHE, `empty-${await migrationsHash()}.tar`)
  const template = await readFile(file).catch(() => null)
  if (template !== null) return openPglite(new PGlite({ loadDataDir: new Blob([template]) }))
  const client = new PGlite()
  const database = await openPglite(client)
  const dump = await client.dumpDataDir('none')
  await mkdir(CACHE, { recursive: true })
  await writeFile(`${file}.${process.pid}`, Buffer.from(await dump.arrayBuffer()))
  await rename(`${file}.${process.pid}`, file)
  return database
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(MIGRATIONS_FOLDER)).sort())
    if (name.endsWith('.sql')) hash.update(await readFile(join(MIGRATIONS_FOLDER, name)))
  return hash.digest('hex').slice(0, 16)
}
