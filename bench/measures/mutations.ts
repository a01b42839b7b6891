import { createFigure, type Figure, type Goal } from '../core/figures.ts'
import type { Lab } from '../core/lab.ts'
import { traceSpans } from '../core/main-thread.ts'
import { profiled } from '../core/profile.ts'
import { compressedBytes, openRecording, type Recording, textOf } from '../core/recording.ts'
import { rotate, type Run } from '../core/rotate.ts'
import type { Outcome } from '../in-page/operations.ts'
import type { Recorder, Sent } from '../in-page/recorder.ts'
import { siteOf, type Source } from '../pages/sources.ts'

const COMPETITORS: readonly Recorder[] = ['none', 'observer', 'rrweb', 'alongside']
const ROUNDS = 3
const ROUND_TRIP_MS = 100
const KEYS = 40

/** What is asked of each operation beyond its lag. */
type Kind = 'bulk' | 'small' | 'steady'
const OPERATIONS: Readonly<Record<string, Kind>> = {
  'create 1k': 'bulk',
  'create 10k': 'bulk',
  'append 1k': 'bulk',
  'update every 10th': 'small',
  swap: 'small',
  remove: 'small',
  clear: 'bulk',
  chat: 'steady',
  animation: 'steady',
  'virtual list': 'small',
  typing: 'small',
}
const TIME_GOALS: Readonly<Record<Kind, Goal | undefined>> = {
  bulk: { ofRrweb: 1 / 10 },
  small: undefined,
  steady: { ofRrweb: 1 / 3, ofFloor: 1.3 },
}
const BYTES_GOALS: Readonly<Record<Kind, Goal | undefined>> = {
  bulk: { ofRrweb: 1 / 5 },
  small: undefined,
  steady: { ofRrweb: 1 / 2 },
}

/**
 * What recording costs a page that changes: scripting time beyond that of the page alone, tasks over 50 ms, frames, bytes,
 * and how long a change takes to arrive over a line of 100 ms. Floor: a MutationObserver that does nothing.
 */
export async function measureMutations(lab: Lab): Promise<Figure[]> {
  const names = lab.profiles === null ? COMPETITORS : COMPETITORS.slice(-1)
  const results = await rotate('mutations', names, Math.min(ROUNDS, lab.runs), (name) => runOnce(lab, name))
  const { none, observer, rrweb, alongside } = results
  return Object.entries(OPERATIONS).flatMap(([operation, kind]) => {
    const plain = (key: string) => ({
      ours: alongside?.[`${operation} ${key}`] ?? null,
      rrweb: rrweb?.[`${operation} ${key}`] ?? null,
      floor: observer?.[`${operation} ${key}`] ?? null,
    })
    const added = (key: string) => {
      const base = none?.[`${operation} ${key}`] ?? 0
      const { ours, rrweb, floor } = plain(key)
      const beyond = (value: number | null) => (value === null ? null : value - base)
      return { ours: beyond(ours), rrweb: beyond(rrweb), floor: beyond(floor) }
    }
    const figure = (what: string, unit: string, values: ReturnType<typeof plain>, goal?: Goal) =>
      createFigure(`mutations ${operation}, ${what}`, unit, values, goal)
    const bytes = { ...plain('bytes'), floor: null }
    // The least: until the page's own task is over, and half a round trip.
    const lag = { ...plain('lag'), floor: none?.[`${operation} free`] ?? null }
    return [
      figure('added scripting', 'ms', added('scripting'), TIME_GOALS[kind]),
      figure('added main thread', 'ms', added('total')),
      figure('added tasks over 50 ms', '', added('longTasks'), kind === 'bulk' ? { atMost: 0 } : undefined),
      ...(kind === 'steady' ? [figure('frames', '', plain('frames'), { atLeastOfFloor: 0.95 })] : []),
      figure('bytes', 'bytes', bytes, BYTES_GOALS[kind]),
      figure('longest lag', 'ms', lag, { atMost: 2 * ROUND_TRIP_MS }),
    ]
  })
}

async function runOnce(lab: Lab, name: Recorder): Promise<Run> {
  const recording = await openRecording(lab, source())
  const { page } = recording
  const run: Record<string, number> = {}
  try {
    await page.evaluate(lab.script('operations'))
    await recording.begin(name, ROUND_TRIP_MS)
    await recording.takeSent()
    const work = async () => {
      for (const operation of Object.keys(OPERATIONS)) await perform(recording, operation, run)
    }
    if (lab.profiles !== null) {
      for (const operation of Object.keys(OPERATIONS))
        await profiled(page, `${lab.profiles}/mutations-${operation}`, () =>
          perform(recording, operation, run),
        )
      return run
    }
    const spans = await traceSpans(lab.browser, page, work, lab.inThreadTime)
    for (const [operation, { total, scripting, longTasks }] of spans)
      Object.assign(run, {
        [`${operation} total`]: total,
        [`${operation} scripting`]: scripting,
        [`${operation} longTasks`]: longTasks,
      })
    return run
  } finally {
    await recording.close()
  }
}

async function perform(recording: Recording, operation: string, run: Record<string, number>): Promise<void> {
  const { page } = recording
  await page.evaluate((name) => benchOperations.prepare(name), operation)
  await recording.takeSent()
  const outcome =
    operation === 'typing'
      ? await type(recording)
      : await page.evaluate((name) => benchOperations.run(name), operation)
  const sent = await recording.takeSent()
  run[`${operation} frames`] = outcome.frames
  run[`${operation} free`] =
    Math.max(...outcome.marks.map(({ at, freeAt }) => freeAt - at)) + ROUND_TRIP_MS / 2
  if (sent.length === 0) return
  run[`${operation} bytes`] = compressedBytes(sent)
  run[`${operation} lag`] = longestLag(outcome, sent)
}

async function type({ page }: Recording): Promise<Outcome> {
  await page.locator('#note').focus()
  await page.evaluate(() => benchOperations.begin('typing'))
  await page.keyboard.type('Words that somebody writes into a field of a page'.slice(0, KEYS), { delay: 40 })
  return page.evaluate(() => benchOperations.end('typing'))
}

/** From a mark's setting until what carries it, or a later one, has arrived half a round trip after it was sent. */
function longestLag({ marks }: Outcome, sent: readonly Sent[]): number {
  const arrived = sent.map((message) => {
    const found = [...textOf(message).matchAll(/mark-(\d+)-/g)].map(([, number]) => Number(number))
    return { newest: Math.max(0, ...found), at: message.at + ROUND_TRIP_MS / 2 }
  })
  const lags = marks.map(
    ({ number, at }) => (arrived.find(({ newest }) => newest >= number)?.at ?? Infinity) - at,
  )
  return Math.max(...lags)
}

function source(): Source {
  const css =
    'body{margin:0;font:14px sans-serif}i{position:absolute;width:8px;height:8px;background:teal;will-change:transform}.line{margin:2px}.own{color:navy}'
  const html =
    '<!doctype html><html><head><meta charset="utf-8"><title>Changes</title><link rel="stylesheet" href="/site.css"></head><body><h1>Changes</h1><textarea id="note"></textarea></body></html>'
  return { name: 'changes', megabytes: null, path: '/', inline: '', site: siteOf(html, css) }
}
