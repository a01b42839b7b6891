import { availableParallelism } from 'node:os'
import { areEqual, comparePage, type PageComparison } from '../compare/compare-page.ts'
import type { Lab, Peer } from '../compare/lab.ts'
import { createFeatureSite, type FeaturePage } from './feature-pages.ts'

export type PageResult = {
  readonly page: FeaturePage
  readonly ours: PageComparison
  /** Null when rrweb was left out. */
  readonly rrweb: PageComparison | null
}

export type RunOptions = {
  readonly withRrweb: boolean
  /** Pages that are worked on at the same time. */
  readonly atOnce?: number
  readonly onResult?: (result: PageResult) => void
}

/** Compares pages, several at a time, each with its mirror and with rrweb's. In the order of `pages`. */
export async function runPages(
  lab: Lab,
  pages: readonly FeaturePage[],
  { withRrweb, atOnce = availableParallelism() + 1, onResult }: RunOptions,
): Promise<PageResult[]> {
  const results: PageResult[] = []
  let next = 0
  const work = async () => {
    for (let i = next++; i < pages.length; i = next++) {
      const page = pages[i]
      if (page === undefined) return
      const result = await runPage(lab, page, withRrweb)
      results[i] = result
      onResult?.(result)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

async function runPage(lab: Lab, page: FeaturePage, withRrweb: boolean): Promise<PageResult> {
  const compare = (peer: Peer) =>
    comparePage(lab, peer, {
      site: createFeatureSite(),
      path: `/${page.name}.html`,
      comparesPixels: page.withoutPixels === null,
    })
  return { page, ours: await compare('alongside'), rrweb: withRrweb ? await compare('rrweb') : null }
}

export function isOursEqual({ ours }: PageResult): boolean {
  return areEqual(ours)
}

export function isRrwebEqual({ rrweb }: PageResult): boolean {
  return rrweb !== null && areEqual(rrweb)
}
