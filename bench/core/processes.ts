import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** What Linux counts processor time in: ticks a second. */
const TICKS = 100
const PAGE_BYTES = 4096

/** Keeps a process to these cores. False where the machine cannot do that. */
export async function pin(pid: number, cores: string): Promise<boolean> {
  return promisify(execFile)('taskset', ['-a', '-p', '-c', cores, String(pid)]).then(
    () => true,
    () => false,
  )
}

/** Resident memory in bytes. */
export function residentOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
}

/** Processor time so far, in milliseconds. */
export function processorTimeOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS
}
