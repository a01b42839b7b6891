import type { Lab } from '../compare/lab.ts'

/** Pages under a tenth of a percent of differing pixels, over one percent, and how many of the former rrweb has. */
export type RealFigures = {
  readonly pages: number | null
  readonly under01: number | null
  readonly over1: number | null
  readonly rrwebUnder01: number | null
}

/** `section`: Markdown for docs/conformance.md, without a heading. Null when the real pages were not run. */
export type RealReport = { readonly figures: RealFigures; readonly section: string | null }

export const NO_REAL_FIGURES: RealFigures = { pages: null, under01: null, over1: null, rrwebUnder01: null }

/** Runs all real pages. Prints to stderr only. */
export async function runAllReal(_lab: Lab, _options: { withRrweb: boolean }): Promise<RealReport> {
  return { figures: NO_REAL_FIGURES, section: null }
}
