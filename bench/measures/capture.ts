import { createFigure, type Figure, type Goal } from '../core/figures.ts'
import type { Lab } from '../core/lab.ts'
import { traceMainThread } from '../core/main-thread.ts'
import { profiled } from '../core/profile.ts'
import { openRecording } from '../core/recording.ts'
import { rotate, type Run } from '../core/rotate.ts'
import { realSources, type Source, syntheticSources } from '../pages/sources.ts'

const COMPETITORS = ['alongside', 'rrweb', 'native'] as const
/** From this size the ratios count: below, a page is done in a few slices whoever does it. */
const LARGE_MB = 2
/** Fewer rounds where one takes minutes. */
const ROUNDS_OF_LARGEST = 3

/** Main-thread time on the visitor's page for the first view, and its longest slice. Floor: `outerHTML` of the same page. */
export async function measureCapture(lab: Lab): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const source of [...syntheticSources(lab), ...(await realSources(lab))]) {
    const rounds = (source.megabytes ?? 0) >= 5 ? Math.min(lab.runs, ROUNDS_OF_LARGEST) : lab.runs
    const names = lab.profiles === null ? COMPETITORS : COMPETITORS.slice(0, 1)
    const results = await rotate(`capture ${source.name}`, names, rounds, (name) =>
      runOnce(lab, source, name),
    )
    const values = (key: string) => ({
      ours: results.alongside?.[key] ?? null,
      rrweb: results.rrweb?.[key] ?? null,
      floor: results.native?.[key] ?? null,
    })
    const isLarge = (source.megabytes ?? 0) >= LARGE_MB
    const ratios: Goal | undefined = isLarge ? { ofFloor: 3.5, ofRrweb: 1 / 10 } : undefined
    figures.push(
      createFigure(`capture ${source.name} total`, 'ms', values('total'), ratios),
      createFigure(`capture ${source.name} longest slice`, 'ms', values('longest'), { atMost: 10 }),
    )
  }
  return figures
}

async function runOnce(lab: Lab, source: Source, name: (typeof COMPETITORS)[number]): Promise<Run> {
  const recording = await openRecording(lab, source)
  const { page } = recording
  try {
    if (name === 'native') {
      let ms = 0
      const work = async () => {
        ms = await page.evaluate(() => benchRecorder.outerHtml())
      }
      // The page itself can only read the clock.
      if (lab.inThreadTime) ms = (await traceMainThread(lab.browser, page, work, true)).longest
      else await work()
      return { total: ms, longest: ms }
    }
    const work = () => recording.begin(name)
    if (lab.profiles !== null && name === 'alongside') {
      await profiled(page, `${lab.profiles}/capture-${source.name}`, work)
      return { total: Number.NaN, longest: Number.NaN }
    }
    const { total, longest } = await traceMainThread(lab.browser, page, work, lab.inThreadTime)
    return { total, longest }
  } finally {
    await recording.close()
  }
}
