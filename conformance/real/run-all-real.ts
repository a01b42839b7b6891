import type { Lab } from '../compare/lab.ts'
import { explain } from '../report/print-result.ts'
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

/** `section`: Markdown for docs/conformance.md, without a heading. Null when not all real pages were run. */
export type RealReport = { readonly figures: RealFigures; readonly section: string | null }

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
  return { figures, section: only === undefined && withRrweb ? describeResults(results, figures) : null }
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

function describeResults(results: readonly RealResult[], figures: RealFigures): string {
  const rows = results.map(({ page, ours, rrweb }) => {
    const tree = isTreeEqual(ours) ? 'equal' : 'differs'
    return `| ${nameOf(page)} | ${percent(worstShare(ours))} | ${tree} | ${rrweb === null ? '' : percent(worstShare(rrweb))} |`
  })
  return `${figures.pages} pages that others wrote, each as its package in the npm registry has it: loaded, scrolled, menus and tabs opened, fields filled in. The figure is the largest share of differing pixels at any moment of the visit; *tree* is whether everything else that equality means was equal at every moment. **${figures.under01} pages under 0.1 %, ${figures.over1} over 1 %; rrweb ${figures.rrwebUnder01} under 0.1 %.** 100 % also stands for a visit that could not be carried to its end.

| page | Alongside | tree | rrweb |
| --- | --- | --- | --- |
${rows.join('\n')}`
}

function nameOf({ package: name, path }: RealPage): string {
  return `${name}/${path}`
}

function percent(share: number): string {
  return share === 0 ? '0 %' : `${(share * 100).toFixed(3)} %`
}
