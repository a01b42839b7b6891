import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigError } from '../config.ts'
import { claimDataDir } from './data-dir.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alongside-data-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a folder is made where there is none, and given back empty', async () => {
  const dataDir = join(folder, 'a', 'b')
  const release = await claimDataDir(dataDir)
  expect(await readdir(dataDir)).toEqual(['server.lock'])
  await release()
  expect(await readdir(dataDir)).toEqual([])
})

test('a folder that another running server holds is refused, naming the process', async () => {
  const lock = join(folder, 'server.lock')
  // In the name of a process that runs: the parent of this one.
  const stat = await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => '')
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  await writeFile(lock, `${process.ppid} ${started}`)
  await expect(claimDataDir(folder)).rejects.toThrow(ConfigError)
  await expect(claimDataDir(folder)).rejects.toThrow(`process ${process.ppid}`)
})

test.each(['999999999 1', `${process.ppid} another-start-time`, 'garbage', ''])(
  'a lock left behind by a killed server is taken over: "%s"',
  async (left) => {
    await writeFile(join(folder, 'server.lock'), left)
    const release = await claimDataDir(folder)
    await release()
  },
)
