// A process of its own that is many visitors and viewers: `node load.ts OPTIONS`, see levels.ts. Ends by itself.
import { quantile } from '../core/figures.ts'
import {
  type LoadedPair,
  type LoadLine,
  type LoadOptions,
  MUTATION_EVERY_MS,
  NAVIGATION_EVERY_MS,
  POINTER_EVERY_MS,
  TYPING_EVERY_MS,
} from './levels.ts'
import { openEcho, openPair } from './pairs.ts'

const TURN_MS = 10
const PARALLEL = 16
const REST_MS = 1500
/** A level that is this late is over the limit by far: no higher one is tried. Milliseconds. */
const GIVE_UP_MS = 250

const options = JSON.parse(process.argv[2] ?? '') as LoadOptions
const pairs: LoadedPair[] = []
let delays: number[] = []
let sent = 0

for (const level of options.levels) {
  await connectUpTo(level)
  tell({ kind: 'connected', sessions: level })
  await wait(REST_MS)
  await load()
  const p99 = quantile(delays, 0.99)
  tell({ kind: 'loaded', sessions: level, p50: quantile(delays, 0.5), p99, arrived: delays.length, sent })
  if (!(p99 < GIVE_UP_MS)) break
}
for (const pair of pairs) pair.close()
process.exit(0)

async function connectUpTo(level: number): Promise<void> {
  const open = async () => {
    while (opened < level) {
      const number = ++opened
      pairs.push(
        options.kind === 'echo' ? await openEcho(options, arrived) : await openPair(options, number, arrived),
      )
    }
  }
  let opened = pairs.length
  await Promise.all(Array.from({ length: PARALLEL }, open))
}

function arrived(sentAt: number): void {
  delays.push(performance.now() - sentAt)
}

/** All pairs are at work, evenly spread over time, so that the load has no beat of its own. */
async function load(): Promise<void> {
  delays = []
  sent = 0
  const begunAt = performance.now()
  const dones = { pointer: 0, typing: 0, mutation: 0, navigation: 0 }
  const every = {
    pointer: POINTER_EVERY_MS,
    typing: TYPING_EVERY_MS,
    mutation: MUTATION_EVERY_MS,
    navigation: NAVIGATION_EVERY_MS,
  }
  while (performance.now() - begunAt < options.seconds * 1000) {
    const elapsed = performance.now() - begunAt
    for (const what of ['pointer', 'typing', 'mutation', 'navigation'] as const) {
      const due = Math.floor((elapsed / every[what]) * pairs.length)
      for (; dones[what] < due; dones[what]++) {
        const pair = pairs[dones[what] % pairs.length]
        if (what === 'navigation') pair?.navigate()
        else {
          pair?.send(what)
          sent++
        }
      }
    }
    await wait(TURN_MS)
  }
  await wait(REST_MS)
}

function tell(line: LoadLine): void {
  console.log(JSON.stringify(line))
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
