import type { Page } from 'playwright'
import { createFigure, type Figure, quantile } from '../core/figures.ts'
import { openMirrored, portOf, viewOf } from '../core/first-view.ts'
import { lagsOf } from '../core/lags.ts'
import type { Lab } from '../core/lab.ts'
import { rotate, type Run } from '../core/rotate.ts'
import type { View } from '../in-page/look.ts'
import { openShapedLink, type Shape } from '../link/shaped-link.ts'
import { type Source, syntheticSources } from '../pages/sources.ts'

const COMPETITORS = ['alongside', 'rrweb'] as const
const PAGE_MB = 2
const ROUNDS = 3
const LIMIT_MS = 150_000
const ACTION_MS = 150
const ROUND_TRIP_MS = 300
const LINKS: Readonly<Record<string, Shape>> = {
  '750 kbit/s, 300 ms': { upBitsPerSecond: 750_000, roundTripMs: ROUND_TRIP_MS, loss: 0 },
  '750 kbit/s, 300 ms, 3 % loss': { upBitsPerSecond: 750_000, roundTripMs: ROUND_TRIP_MS, loss: 0.03 },
}

/** The first view of a page of 2 MB with the visitor behind a slow line, and what the visitor does while the rest arrives. */
export async function measureSlowNetwork(lab: Lab): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const source of syntheticSources(lab, [PAGE_MB])) {
    const view = await viewOf(lab, source)
    for (const [name, shape] of Object.entries(LINKS)) {
      const results = await rotate(
        `slow-network ${name}`,
        COMPETITORS,
        Math.min(ROUNDS, lab.runs),
        (competitor, round) => runOnce(lab, source, view, competitor, shape, round),
      )
      const values = (key: string) => ({
        ours: results.alongside?.[key] ?? null,
        rrweb: results.rrweb?.[key] ?? null,
      })
      const lag = (key: string) => ({ ours: results.alongside?.[key] ?? null })
      const inTime = { atMost: 2 * ROUND_TRIP_MS }
      figures.push(
        createFigure(`slow-network ${name} first useful paint`, 'ms', values('first'), { atMost: 1500 }),
        createFigure(`slow-network ${name} complete`, 'ms', values('complete')),
        createFigure(`slow-network ${name} typing meanwhile, longest lag`, 'ms', lag('keys'), inTime),
        createFigure(`slow-network ${name} cursor meanwhile, longest lag`, 'ms', lag('pointer'), inTime),
      )
    }
  }
  return figures
}

async function runOnce(
  lab: Lab,
  source: Source,
  view: View,
  name: (typeof COMPETITORS)[number],
  shape: Shape,
  seed: number,
): Promise<Run> {
  const link = await openShapedLink(await portOf(lab, name), shape, seed + 1)
  const { visitor, viewer, begin, close } = await openMirrored(lab, source, name, link.port)
  try {
    viewer.setDefaultTimeout(LIMIT_MS)
    const seen = viewer.evaluate(
      ([wanted, limitMs]) => {
        benchFollow.watch(false)
        return benchLook.untilEqual(wanted, limitMs)
      },
      [view, LIMIT_MS] as const,
    )
    seen.catch(() => undefined)
    await visitor.evaluate(() => benchFollow.note())
    const begunAt = await begin()
    const { firstAt, completeAt } = await busyUntil(visitor, seen)
    const [done, arrived] = await Promise.all(
      [visitor, viewer].map((page) => page.evaluate(() => benchFollow.take())),
    )
    const longest = (kind: 'keys' | 'pointer') =>
      quantile(lagsOf(kind, done ?? [], arrived ?? [], { from: firstAt, to: completeAt }), 1)
    const run = { first: firstAt - begunAt, complete: completeAt - begunAt }
    return name === 'rrweb' ? run : { ...run, keys: longest('keys'), pointer: longest('pointer') }
  } finally {
    await close()
    await link.close()
  }
}

/** The visitor goes on typing and pointing while it arrives, and until that has arrived too. */
async function busyUntil<Result>(visitor: Page, over: Promise<Result>): Promise<Result> {
  const isOver = over.then(
    () => true,
    () => true,
  )
  const pause = () => visitor.waitForTimeout(ACTION_MS).then(() => false)
  for (let x = 100; !(await Promise.race([isOver, pause()])); x = Math.min(x + 12, 1200)) {
    await visitor.evaluate(() => document.getElementById('name')?.focus())
    await visitor.keyboard.press('a')
    await visitor.mouse.move(x, 400)
  }
  const result = await over
  await visitor.waitForTimeout(4 * ROUND_TRIP_MS)
  return result
}
