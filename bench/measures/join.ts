import type { Page } from 'playwright'
import { createFigure, type Figure, quantile } from '../core/figures.ts'
import { viewOf } from '../core/first-view.ts'
import { closePage, type Lab } from '../core/lab.ts'
import { lagsOf } from '../core/lags.ts'
import { traceMainThread } from '../core/main-thread.ts'
import { rotate, type Run } from '../core/rotate.ts'
import { openSession, type ProductSession } from '../core/session.ts'
import type { View } from '../in-page/look.ts'
import { type Source, syntheticSources } from '../pages/sources.ts'

const PAGE_MB = 0.5
const VIEWERS = 5
const ROUNDS = 3
const LIMIT_MS = 120_000
const TICK_MS = 50
const QUIET_MS = 3000
const GAP_MS = 3000

/**
 * Further viewers of a running session: how long until they see everything, what it costs the page, and whether the first
 * viewer sees what goes on as quickly as before. The page ticks all the while.
 */
export async function measureJoin(lab: Lab): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const source of syntheticSources(lab, [PAGE_MB])) {
    const view = await viewOf(lab, source)
    const results = await rotate('join', ['alongside'], Math.min(ROUNDS, lab.runs), () =>
      runOnce(lab, source, view),
    )
    const value = (key: string) => results.alongside?.[key] ?? null
    for (const who of ['second viewer', 'fifth viewer', 'after a gap']) {
      figures.push(
        createFigure(`join ${who}, full view`, 'ms', { ours: value(`${who} full`) }),
        createFigure(`join ${who}, main thread of the page`, 'ms', { ours: value(`${who} total`) }),
        createFigure(`join ${who}, longest slice`, 'ms', { ours: value(`${who} longest`) }, { atMost: 10 }),
      )
    }
    figures.push(
      // The floor is the same lag while nobody joins.
      createFigure(
        'join lag of the first viewer meanwhile, p95',
        'ms',
        { ours: value('lag'), floor: value('quiet lag') },
        { ofFloor: 2 },
      ),
    )
  }
  return figures
}

async function runOnce(lab: Lab, source: Source, view: View): Promise<Run> {
  const session = await openSession(lab, source)
  const run: Record<string, number> = {}
  try {
    const { visitor, viewer } = session
    await session.accept()
    await fullView(viewer, view)
    await tick(visitor, viewer)
    await visitor.waitForTimeout(QUIET_MS)
    run['quiet lag'] = await lagOf(visitor, viewer)
    for (let number = 2; number <= VIEWERS; number++) {
      const who = number === 2 ? 'second viewer' : number === VIEWERS ? 'fifth viewer' : null
      const page = await join(lab, session, view, who, run)
      if (number < VIEWERS) continue
      await closePage(page)
      await visitor.waitForTimeout(GAP_MS)
      await join(lab, session, view, 'after a gap', run)
    }
    run['lag'] = await lagOf(visitor, viewer)
    return run
  } finally {
    await session.close()
  }
}

async function join(
  lab: Lab,
  session: ProductSession,
  view: View,
  who: string | null,
  run: Record<string, number>,
): Promise<Page> {
  const { page, connect } = await session.openViewer()
  const arrive = async () => {
    await connect()
    const begunAt = await page.evaluate(() => performance.timeOrigin)
    if (who !== null) run[`${who} full`] = (await fullView(page, view)) - begunAt
    else await fullView(page, view)
  }
  if (who === null) {
    await arrive()
    return page
  }
  const { total, longest } = await traceMainThread(lab.browser, session.visitor, arrive, lab.inThreadTime)
  Object.assign(run, { [`${who} total`]: total, [`${who} longest`]: longest })
  return page
}

async function fullView(page: Page, view: View): Promise<number> {
  page.setDefaultTimeout(LIMIT_MS)
  const { completeAt } = await page.evaluate(([wanted, ms]) => benchLook.untilEqual(wanted, ms), [
    view,
    LIMIT_MS,
  ] as const)
  return completeAt
}

async function tick(visitor: Page, viewer: Page): Promise<void> {
  await visitor.evaluate((ms) => {
    const output = document.getElementById('tick')
    let ticks = 0
    setInterval(() => {
      if (output) output.textContent = String(++ticks)
    }, ms)
    benchFollow.watch(true)
  }, TICK_MS)
  await viewer.evaluate(() => benchFollow.watch(false))
}

async function lagOf(visitor: Page, viewer: Page): Promise<number> {
  const [done, seen] = await Promise.all(
    [visitor, viewer].map((page) => page.evaluate(() => benchFollow.take())),
  )
  const endAt = Math.max(...(seen ?? []).map(({ at }) => at))
  return quantile(lagsOf('ticks', done ?? [], seen ?? [], { to: endAt }), 0.95)
}
