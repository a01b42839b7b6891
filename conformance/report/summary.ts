import { OPEN_PAGES } from '../pages/open-pages.ts'
import { isOursEqual, isRrwebEqual, type PageResult } from '../pages/run-pages.ts'
import type { RealFigures } from '../real/run-all-real.ts'

/** What `--json` prints. */
export type Summary = {
  readonly pages: number
  readonly equal: number
  /** Null when rrweb was left out. */
  readonly rrwebEqual: number | null
  readonly real: RealFigures
  /** What the platform makes impossible, and why. */
  readonly impossible: readonly { readonly name: string; readonly feature: string; readonly reason: string }[]
}

export function summarise(results: readonly PageResult[], real: RealFigures): Summary {
  const withRrweb = results.some(({ rrweb }) => rrweb !== null)
  return {
    pages: results.length,
    equal: results.filter(isOursEqual).length,
    rrwebEqual: withRrweb ? results.filter(isRrwebEqual).length : null,
    real,
    impossible: results.flatMap(({ page: { name, feature, impossible } }) =>
      impossible === null ? [] : [{ name, feature, reason: impossible }],
    ),
  }
}

/** Unequal and not impossible. `allowsOpen`: nor known to be open. */
export function unexpected(results: readonly PageResult[], allowsOpen: boolean): PageResult[] {
  return results.filter(
    (result) =>
      !isOursEqual(result) &&
      result.page.impossible === null &&
      !(allowsOpen && result.page.name in OPEN_PAGES),
  )
}
