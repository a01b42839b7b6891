import type { Lab } from '../compare/lab.ts'
import { explain } from '../report/print-result.ts'
import { percent, type RealRow } from '../report/real-section.ts'
import { fetchSites, REAL_FOLDER } from './fetch-sites.ts'
import {
  figuresOf,
  isTreeEqual,
  isReached,
  NO_REAL_FIGURES,
  type RealFigures,
  type RealPage,
  type RealResult,
  realPages,
  runRealPage,
  worstShare,
} from './run-real.ts'

export { NO_REAL_FIGURES, type RealFigures }

/** `rows` are for docs/conformance.md. `isAll`: of all real pages. */
export type RealReport = {
  readonly figures: RealFigures
  readonly rows: readonly RealRow[]
  readonly isAll: boolean
}

export type RealOptions = {
  readonly withRrweb: boolean
  /** Part of a package's name or a path. */
  readonly only?: string | undefined
  /** Pages that miss a goal are visited once more, alone: on busy machines pictures are taken too early now and then. */
  readonly again?: boolean
}

/** Pages that are visited at the same time. */
const AT_ONCE = 2

/** Fetches and visits all real pages. Prints to stderr only. */
export async function runAllReal(lab: Lab, { withRrweb, only, again }: RealOptions): Promise<RealReport> {
  const begunAt = Date.now()
  const pages = realPages(only)
  const missing = await fetchSites(REAL_FOLDER, [...new Set(pages.map((page) => page.package))])
  if (missing.size > 0) console.error(describeMissing(missing))
  let results = await visitAll(lab, pages, { withRrweb, atOnce: AT_ONCE })
  if (again === true) {
    const missed = results.filter((result) => !isReached(result)).map(({ page }) => page)
    const second = await visitAll(lab, missed, { withRrweb, atOnce: 1 })
    results = results.map((result) => second.find(({ page }) => page === result.page) ?? result)
  }
  const figures = figuresOf(results)
  const rrweb = figures.rrwebUnder01 === null ? '' : `; rrweb ${figures.rrwebUnder01} under 0.1 %`
  const trees = results.filter(({ ours }) => isTreeEqual(ours)).length
  console.error(
    `${figures.under01} of ${figures.pages} real pages under 0.1 %, ${figures.over1} over 1 %, ${trees} with equal trees${rrweb}; in ${Math.round((Date.now() - begunAt) / 1000)} s`,
  )
  return { figures, rows: results.map(rowOf), isAll: only === undefined }
}

async function visitAll(
  lab: Lab,
  pages: readonly RealPage[],
  { withRrweb, atOnce }: { readonly withRrweb: boolean; readonly atOnce: number },
): Promise<RealResult[]> {
  const results: RealResult[] = []
  let next = 0
  const work = async () => {
    for (let i = next++; i < pages.length; i = next++) {
      const page = pages[i]
      if (page === undefined) return
      const startedAt = Date.now()
      const result = await runRealPage(lab, REAL_FOLDER, page, withRrweb)
      results[i] = result
      print(result, Date.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

function describeMissing(missing: ReadonlyMap<string, string>): string {
  const lines = [...missing].map(([name, reason]) => `  ${name}: ${reason}`)
  return `These packages could not be had from the npm registry (npm pack). Is it reachable? Their pages count as failed.
${lines.join('\n')}`
}

function print({ page, ours, rrweb }: RealResult, ms: number): void {
  const peer = rrweb === null ? '' : `  rrweb ${percent(worstShare(rrweb))}`
  const tree = isTreeEqual(ours) ? '' : '  tree DIFFERS'
  const extent = `${ours.comparisons.length} comparisons, ${Math.round(ms / 1000)} s`
  console.error(`${percent(worstShare(ours)).padStart(9)} ${nameOf(page)}  (${extent})${peer}${tree}`)
  if (worstShare(ours) === 0 && tree === '') return
  for (const line of explain(nameOf(page).replaceAll('/', '_'), ours)) console.error(`          ${line}`)
}

function rowOf({ page, ours, rrweb }: RealResult): RealRow {
  return {
    page: nameOf(page),
    share: worstShare(ours),
    isTreeEqual: isTreeEqual(ours),
    rrwebShare: rrweb === null ? 1 : worstShare(rrweb),
  }
}

function nameOf({ package: name, path }: RealPage): string {
  return `${name}/${path}`
}
