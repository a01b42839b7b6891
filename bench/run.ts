// Ours, rrweb and the native floor side by side. See README.md.
import { parseArgs } from 'node:util'
import type { Figure } from './core/figures.ts'
import { type Lab, openLab } from './core/lab.ts'
import { note } from './core/rotate.ts'
import { printTable, writeDocument } from './core/table.ts'
import { MEASURES } from './measures/index.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Names of groups, with commas between. */
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    /** Sizes of synthetic pages in MB, with commas between, and `real`: only these. */
    pages: { type: 'string' },
    /** Processor time of the page's thread: for comparing on a machine that does other things as well. */
    'thread-time': { type: 'boolean', default: false },
    /** A folder for CPU profiles of our side; times are not measured then. */
    profile: { type: 'string' },
  },
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
  const begunAt = Date.now()
  const lab = await openLab({
    runs,
    inThreadTime: values['thread-time'],
    profiles: values.profile ?? null,
    pages: values.pages?.split(',') ?? null,
  })
  try {
    const figures = await measure(lab, wanted)
    const minutes = (Date.now() - begunAt) / 60_000
    const isFull =
      values.only === undefined &&
      values.pages === undefined &&
      !values['thread-time'] &&
      values.profile === undefined
    if (isFull) writeDocument(figures, { runs, minutes, browserVersion: lab.browser.version() })
    if (values.json) console.log(JSON.stringify(figures))
    else printTable(figures)
  } finally {
    await lab.close()
  }
  return 0
}

/** A measure that fails has no figures, and the others go on. */
async function measure(lab: Lab, names: readonly string[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const name of names) {
    const begunAt = Date.now()
    try {
      figures.push(...((await MEASURES[name]?.(lab)) ?? []))
    } catch (error) {
      note(`${name} failed: ${String(error).split('\n', 1)[0] ?? ''}`)
      process.exitCode = 1
    }
    note(`${name}: ${Math.round((Date.now() - begunAt) / 1000)} s`)
  }
  return figures
}

const code = await main()
if (code !== 0) process.exitCode = code
