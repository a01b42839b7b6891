// Ours, rrweb and the native floor side by side. See README.md.
import { type Lab, openLab } from './core/lab.ts'
import { note } from './core/rotate.ts'
import { type Group, loadNow, writeDocument } from './core/document.ts'
import { printTable } from './core/table.ts'
import { MEASURES } from './measures/index.ts'
import { readOptions } from '../scripts/lib/options.mjs'

const USAGE = `npm run bench -- [options]
  --only NAMES     of these, with commas between: ${Object.keys(MEASURES).join(', ')}
  --runs N         fresh loads of each competitor (5)
  --pages LIST     only these: sizes of synthetic pages in MB, and \`real\`, with commas between
  --thread-time    processor time of the page's thread: for comparing on a machine that does other things as well
  --profile DIR    writes CPU profiles of our side there; times are not measured then
  --write          with --only: these sections of docs/benchmarks.md anew, as a full run does with all
  --json           figures on standard output`

const values = readOptions(USAGE, {
  json: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  only: { type: 'string' },
  runs: { type: 'string', default: '5' },
  pages: { type: 'string' },
  'thread-time': { type: 'boolean', default: false },
  profile: { type: 'string' },
})

async function main(): Promise<number> {
  const wanted = values.only?.split(',').map((name) => name.trim()) ?? Object.keys(MEASURES)
  const unknown = wanted.filter((name) => !Object.hasOwn(MEASURES, name))
  const runs = Number(values.runs)
  if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
    note(
      unknown.length > 0
        ? `There is no ${unknown.join(', ')}. There are: ${Object.keys(MEASURES).join(', ')}.`
        : '--runs wants a whole number from 1.',
    )
    return 1
  }
  const isWhole = values.pages === undefined && !values['thread-time'] && values.profile === undefined
  if (values.write && !isWhole) {
    note('--write is for measures as they are: without --pages, --thread-time and --profile.')
    return 1
  }
  const lab = await openLab({
    runs,
    inThreadTime: values['thread-time'],
    profiles: values.profile ?? null,
    pages: values.pages?.split(',') ?? null,
  })
  try {
    const groups = await measure(lab, wanted, runs)
    if (values.write || (isWhole && values.only === undefined))
      writeDocument(groups, Object.keys(MEASURES), lab.browser.version())
    const figures = groups.flatMap((group) => group.figures)
    if (values.json) console.log(JSON.stringify(figures))
    else printTable(figures)
  } finally {
    await lab.close()
  }
  return 0
}

/** A measure that fails has no figures, and the others go on. */
async function measure(lab: Lab, names: readonly string[], runs: number): Promise<Group[]> {
  const groups: Group[] = []
  for (const name of names) {
    const begunAt = Date.now()
    const load = loadNow()
    try {
      const figures = (await MEASURES[name]?.(lab)) ?? []
      groups.push({ name, figures, runs, minutes: (Date.now() - begunAt) / 60_000, load })
    } catch (error) {
      note(`${name} failed: ${String(error).split('\n', 1)[0] ?? ''}`)
      process.exitCode = 1
    }
    note(`${name}: ${Math.round((Date.now() - begunAt) / 1000)} s`)
  }
  return groups
}

const code = await main()
if (code !== 0) process.exitCode = code
