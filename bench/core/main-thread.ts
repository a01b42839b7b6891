import type { Browser, Page } from 'playwright'

/** Milliseconds of a page's main thread between two moments. */
export type MainThread = {
  /** All tasks together, and the longest of them. */
  readonly total: number
  readonly longest: number
  /** Tasks of more than 50 ms. */
  readonly longTasks: number
  /** Time in scripts and what they call, microtasks included. */
  readonly scripting: number
}

type TraceEvent = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

const CATEGORIES = ['toplevel', 'blink.user_timing', 'devtools.timeline', 'v8.execute']
const BEGIN = 'bench-begin:'
const END = 'bench-end:'
const LONG_US = 50_000
/** What runs scripts, as the tracing of Chromium names it. */
const SCRIPTS = new Set([
  'FunctionCall',
  'EvaluateScript',
  'v8.run',
  'v8.callFunction',
  'V8.RunMicrotasks',
  'RunMicrotasks',
  'FireAnimationFrame',
  'TimerFire',
  'EventDispatch',
])

/**
 * What the page's main thread does while `work` runs, by the browser's own tracing: tasks as its scheduler ran them, with all
 * that they cause (styles, garbage collection, microtasks), to the microsecond.
 * @param inThreadTime processor time of the thread in place of time on the clock: for machines that do other things as well
 */
export async function traceMainThread(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
  inThreadTime = false,
): Promise<MainThread> {
  const whole = await traceSpans(
    browser,
    page,
    async () => {
      await mark(page, `${BEGIN}all`)
      await work()
      await mark(page, `${END}all`)
    },
    inThreadTime,
  )
  const thread = whole.get('all')
  if (thread === undefined) throw new Error('the trace lacks its marks')
  return thread
}

/** The same for each stretch that the page itself marks by `bench-begin:NAME` and `bench-end:NAME`. */
export async function traceSpans(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
  inThreadTime = false,
): Promise<ReadonlyMap<string, MainThread>> {
  await browser.startTracing(page, { categories: CATEGORIES })
  let trace: Buffer
  try {
    await work()
  } finally {
    trace = await browser.stopTracing()
  }
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: TraceEvent[] }
  const spans = new Map<string, MainThread>()
  for (const begin of traceEvents) {
    if (!begin.name.startsWith(BEGIN)) continue
    const name = begin.name.slice(BEGIN.length)
    const end = traceEvents.find((event) => event.name === END + name && event.pid === begin.pid)
    if (end !== undefined) spans.set(name, read(traceEvents, begin, end, inThreadTime))
  }
  return spans
}

function mark(page: Page, name: string): Promise<void> {
  return page.evaluate((text) => void performance.mark(text), name)
}

function read(
  events: readonly TraceEvent[],
  begin: TraceEvent,
  end: TraceEvent,
  inThreadTime: boolean,
): MainThread {
  const costOf = ({ dur = 0, tdur = dur }: TraceEvent) => (inThreadTime ? tdur : dur)
  const within = events.filter(
    ({ ph, pid, tid, ts }) =>
      ph === 'X' && pid === begin.pid && tid === begin.tid && ts >= begin.ts && ts < end.ts,
  )
  const tasks = outermost(within.filter(({ name }) => name.endsWith('RunTask'))).map(costOf)
  const scripts = outermost(within.filter(({ name }) => SCRIPTS.has(name))).map(costOf)
  return {
    total: sum(tasks) / 1000,
    longest: Math.max(0, ...tasks) / 1000,
    longTasks: tasks.filter((us) => us > LONG_US).length,
    scripting: sum(scripts) / 1000,
  }
}

/** Without those that run within another of them. */
function outermost(events: TraceEvent[]): TraceEvent[] {
  const sorted = events.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  let until = -Infinity
  return sorted.filter(({ ts, dur = 0 }) => {
    if (ts < until) return false
    until = ts + dur
    return true
  })
}

function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
