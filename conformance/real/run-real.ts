import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { comparePage, type PageComparison } from '../compare/compare-page.ts'
import type { Lab, Peer } from '../compare/lab.ts'
import { folderSite } from '../pages/feature-pages.ts'
import { siteFolder } from './fetch-sites.ts'
import { REAL_SITES } from './sites.ts'
import { VISIT } from './visit.ts'

export type RealPage = { readonly package: string; readonly path: string }
export type RealResult = {
  readonly page: RealPage
  readonly ours: PageComparison
  readonly rrweb: PageComparison | null
}
/** Pages under a tenth of a percent of differing pixels, over one percent, and how many of the former rrweb has. */
export type RealFigures = {
  readonly pages: number | null
  readonly under01: number | null
  readonly over1: number | null
  readonly rrwebUnder01: number | null
}

export const NO_REAL_FIGURES: RealFigures = { pages: null, under01: null, over1: null, rrwebUnder01: null }

const VIEWPORT = { width: 1280, height: 800 }
/** Pages of others often move by themselves: two looks, not many. */
const PATIENCE_MS = 2500
const MIN_TRIES = 2
/** For one visit, so that all of them end in a known time. */
const LIMIT_MS = 240_000

/** All real pages, or those with one of `only` (with commas between) in their package or path. */
export function realPages(only = ''): RealPage[] {
  const wanted = only.split(',')
  return REAL_SITES.flatMap((site) => site.pages.map((path) => ({ package: site.package, path }))).filter(
    (page) => wanted.some((one) => `${page.package}/${page.path}`.includes(one)),
  )
}

/** Visits a page in the folder of fetched packages and compares after each step, also after a difference. */
export async function runRealPage(
  lab: Lab,
  folder: string,
  page: RealPage,
  withRrweb: boolean,
): Promise<RealResult> {
  const isThere = existsSync(join(folder, siteFolder(page.package), page.path))
  const visit = async (peer: Peer): Promise<PageComparison> => {
    if (!isThere) return { comparisons: [], failure: 'The page is not there: its package is missing.' }
    return comparePage(lab, peer, {
      site: folderSite(folder),
      path: `/${encodeURIComponent(siteFolder(page.package))}/${page.path.split('/').map(encodeURIComponent).join('/')}`,
      viewport: VIEWPORT,
      actions: VISIT,
      hasLateJoiner: peer === 'alongside',
      goesOn: true,
      patienceMs: PATIENCE_MS,
      minTries: MIN_TRIES,
      limitMs: LIMIT_MS,
    })
  }
  return { page, ours: await visit('alongside'), rrweb: withRrweb ? await visit('rrweb') : null }
}

/** The largest share of differing pixels at any moment of a visit, 0 to 1; 1 when it could not be visited to its end. */
export function worstShare({ comparisons, failure }: PageComparison): number {
  if (failure !== null || comparisons.length === 0) return 1
  return Math.max(...comparisons.map(({ pixels }) => (pixels === null ? 1 : pixels.different / pixels.total)))
}

/** Are tree and state equal at every moment? */
export function isTreeEqual({ comparisons, failure }: PageComparison): boolean {
  return failure === null && comparisons.every(({ tree }) => tree.length === 0)
}

/** The goal: under a tenth of a percent of differing pixels at every moment. */
function isUnder01(comparison: PageComparison): boolean {
  return worstShare(comparison) < 0.001
}

/** The goals for one page: that, and nothing that rrweb shows better. */
export function isReached({ ours, rrweb }: RealResult): boolean {
  return isUnder01(ours) && (rrweb === null || worstShare(ours) <= worstShare(rrweb))
}

export function figuresOf(results: readonly RealResult[]): RealFigures {
  const withRrweb = results.some((result) => result.rrweb !== null)
  return {
    pages: results.length,
    under01: results.filter((result) => isUnder01(result.ours)).length,
    over1: results.filter((result) => worstShare(result.ours) > 0.01).length,
    rrwebUnder01: withRrweb
      ? results.filter((result) => result.rrweb !== null && isUnder01(result.rrweb)).length
      : null,
  }
}
