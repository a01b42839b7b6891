import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigError } from '../config.ts'

/**
 * Makes the data folder and takes it for this process: PGlite's files bear only one. A lock that a killed server left
 * behind is taken over.
 * @returns the way to give it back
 * @throws ConfigError when it cannot be written to, or another server uses it
 */
export async function claimDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mustWritable(dataDir)
  const lock = join(dataDir, 'server.lock')
  const holder = await readFile(lock, 'utf8').catch(() => '')
  const pid = Number(holder.split(' ')[0])
  if (pid !== process.pid && isRunning(pid) && holder === (await signature(pid)))
    throw new ConfigError(
      `DATA_DIR "${dataDir}" is in use by another server (process ${pid}). Stop that one, or set DATA_DIR to another folder.`,
    )
  await writeFile(lock, await signature(process.pid))
  return () => rm(lock, { force: true })
}

/** Makes the data folder if need be. @throws ConfigError when it cannot be written to */
export async function mustWritable(dataDir: string): Promise<void> {
  const probe = join(dataDir, `probe-${process.pid}`)
  try {
    await makeFolder(dataDir)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    throw new ConfigError(
      `DATA_DIR "${dataDir}" cannot be written to (${why}). Give this user the right, or set DATA_DIR to another folder.`,
    )
  }
}

/** Step by step: Node's own `recursive` never ends where making a folder fails with ENOENT, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  if (
    await stat(folder).then(
      (it) => it.isDirectory(),
      () => false,
    )
  )
    return
  const parent = dirname(folder)
  if (parent !== folder) await makeFolder(parent)
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    // Made by somebody else meanwhile, or a file: then what follows fails.
    if (error.code !== 'EEXIST') throw error
  })
}

/** Process ids are used again, in containers within seconds: where the system tells, the start time goes with it. */
async function signature(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // Fields after the command in brackets; the start time is number 22 of all, so 20 of these.
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  return `${pid} ${started}`
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
