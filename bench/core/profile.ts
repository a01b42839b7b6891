import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from 'playwright'
import { note } from './rotate.ts'

type Node = {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}
type Profile = { nodes: Node[]; samples?: number[]; timeDeltas?: number[] }

const INTERVAL_US = 200
const SHOWN = 40

/** Runs `work` under the browser's sampling profiler: FILE.cpuprofile for the developer tools, and the functions that took most. */
export async function profiled(page: Page, file: string, work: () => Promise<void>): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.setSamplingInterval', { interval: INTERVAL_US })
  await cdp.send('Profiler.start')
  await work()
  const { profile } = await cdp.send('Profiler.stop')
  await cdp.detach()
  await writeProfile(file, profile)
}

export async function writeProfile(file: string, profile: Profile): Promise<void> {
  const path = `${file.replaceAll(' ', '-')}.cpuprofile`
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(profile))
  note(`${path}\n${summarise(profile)}`)
}

/** Milliseconds in a function itself, and in it and what it calls; a function that calls itself counts once. */
function summarise({ nodes, samples = [], timeDeltas = [] }: Profile): string {
  const parents = new Map<number, number>()
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id)
  const names = new Map(
    nodes.map(({ id, callFrame }) => [id, callFrame.functionName || `(line ${callFrame.lineNumber})`]),
  )
  const own = new Map<string, number>()
  const all = new Map<string, number>()
  samples.forEach((sample, i) => {
    const ms = (timeDeltas[i] ?? 0) / 1000
    const seen = new Set<string>()
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id))
      seen.add(names.get(id) ?? '')
    add(own, names.get(sample) ?? '', ms)
    for (const name of seen) add(all, name, ms)
  })
  return [...all]
    .filter(([name]) => name !== '(root)' && name !== '(idle)')
    .sort(([a, allOfA], [b, allOfB]) => (own.get(b) ?? 0) - (own.get(a) ?? 0) || allOfB - allOfA)
    .slice(0, SHOWN)
    .map(
      ([name, ms]) =>
        `  self ${(own.get(name) ?? 0).toFixed(1).padStart(8)}  total ${ms.toFixed(1).padStart(8)}  ${name}`,
    )
    .join('\n')
}

function add(sums: Map<string, number>, name: string, ms: number): void {
  sums.set(name, (sums.get(name) ?? 0) + ms)
}
