import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figures.ts'
import { table } from './table.ts'

const FILE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))
const RRWEB = '2.2.2'

/** One measure's figures, and under what they were taken. */
export type Group = {
  readonly name: string
  readonly figures: readonly Figure[]
  readonly runs: number
  readonly minutes: number
  /** Of the machine before it began, processes that wanted a processor: others take from what is measured. */
  readonly load: number
}

export const loadNow = () => loadavg()[0] ?? 0

/** Writes these measures into docs/benchmarks.md; the others stay as they are. `order`: names of all. */
export function writeDocument(groups: readonly Group[], order: readonly string[], browser: string): void {
  const former = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  writeFileSync(FILE, describe(former, groups, order, browser))
}

export function describe(
  former: string,
  groups: readonly Group[],
  order: readonly string[],
  browser: string,
): string {
  const bodies = readBodies(former)
  for (const group of groups) bodies.set(group.name, bodyOf(group, browser))
  const sections = order.flatMap((name) => {
    const body = bodies.get(name)
    return body === undefined ? [] : [`## ${name}\n\n${body}\n`]
  })
  const all = sections.join('\n')
  const met = all.match(/\| met \|$/gm)?.length ?? 0
  const missed = all.match(/\| \*\*missed\*\* \|$/gm)?.length ?? 0
  return `# Benchmarks

Written by \`npm run bench\`; what each name measures, and how, is in [bench/README.md](../bench/README.md). Ours, rrweb ${RRWEB} (record and live replay) and the native floor in one run, medians of fresh loads, one competitor after another in turns.

**${met} of ${met + missed} goals met.** A ratio is ours by theirs: smaller is better, but for what is counted as kept (frames).

${all}`
}

function readBodies(text: string): Map<string, string> {
  const sections = text.split(/^## /m).slice(1)
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n')
      return [section.slice(0, end).trim(), section.slice(end).trim()]
    }),
  )
}

function bodyOf({ figures, runs, minutes, load }: Group, browser: string): string {
  const [processor] = cpus()
  return `Medians of ${runs} on ${cpus().length} x ${processor?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, load ${load.toFixed(1)} at the beginning, ${minutes.toFixed(1)} minutes; Chromium ${browser}, Node ${process.versions.node}, ${process.platform}.

${table(figures)}`
}
