import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Figure } from './figures.ts'

const FILE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))
const RRWEB = '2.2.2'

export type Circumstances = {
  readonly runs: number
  readonly minutes: number
  readonly browserVersion: string
}

export function printTable(figures: readonly Figure[]): void {
  console.log(table(figures))
}

/** docs/benchmarks.md, of a full run. */
export function writeDocument(
  figures: readonly Figure[],
  { runs, minutes, browserVersion }: Circumstances,
): void {
  const [processor] = cpus()
  const withGoal = figures.filter(({ met }) => met !== null)
  const met = withGoal.filter((figure) => figure.met === true).length
  const text = `# Benchmarks

Written by \`npm run bench\`; what each name measures, and how, is in [bench/README.md](../bench/README.md). Ours, rrweb ${RRWEB} (record and live replay) and the native floor in one run, medians of ${runs} fresh loads, one competitor after another in turns.

Chromium ${browserVersion} and Node ${process.versions.node} on ${cpus().length} x ${processor?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}; ${Math.round(minutes)} minutes.

**${met} of ${withGoal.length} goals met.** A ratio is ours by theirs: smaller is better, but for what is counted as kept (frames).

${table(figures)}
`
  writeFileSync(FILE, text)
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { name, unit, goal, met } = figure
    const ratio = (value: number | null) => (value === null ? '' : `${value} x`)
    const verdict = met === null ? '' : met ? 'met' : '**missed**'
    return `| ${name} | ${number(figure.ours)} | ${number(figure.rrweb)} | ${number(figure.floor)} | ${unit} | ${ratio(figure.ratioToRrweb)} | ${ratio(figure.ratioToFloor)} | ${goal ?? ''} | ${verdict} |`
  })
  return `| name | ours | rrweb | floor | unit | to rrweb | to floor | goal | |
| --- | --: | --: | --: | --- | --: | --: | --- | --- |
${rows.join('\n')}`
}

function number(value: number | null): string {
  if (value === null) return ''
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(value)
}
