import { BROWSER_NAMES, type BrowserName } from '@alongside/testkit/browsers'
import { firefoxPath, webkitPaths } from '../../scripts/browser-paths.mjs'
import { openLab } from '../compare/lab.ts'
import { featurePages } from '../pages/feature-pages.ts'
import { isOursEqual, type PageResult, runPages } from '../pages/run-pages.ts'
import { printResult } from '../report/print-result.ts'
import { SAMPLE } from './sample.ts'
import { writeBrowsersDocument } from './write-browsers-document.ts'

export type PairResult = {
  readonly visitor: BrowserName
  readonly viewer: BrowserName
  /** As the browsers report them. */
  readonly versions: readonly [visitor: string, viewer: string]
  readonly results: readonly PageResult[]
}

const isThere: Readonly<Record<BrowserName, boolean>> = {
  chromium: true,
  firefox: firefoxPath() !== undefined,
  webkit: webkitPaths() !== undefined,
}

/**
 * The sample in each pair of browsers, and docs/browsers.md from it. `only`: one page, and no document. Answers the exit code:
 * a page that differs in a pair is listed, not a failure; a pair that could not be run is one.
 */
export async function runBrowsers(options: { only: string | undefined; port: number }): Promise<number> {
  const { only, port } = options
  const names = BROWSER_NAMES.filter((name) => isThere[name])
  const wanted: readonly string[] = only === undefined ? SAMPLE : [only]
  const pages = wanted.flatMap((name) => featurePages(name).filter((page) => page.name === name))
  const pairs: PairResult[] = []
  for (const visitor of names)
    for (const viewer of names) {
      const lab = await openLab({ visitor, viewer, port })
      try {
        console.error(`Visitor in ${visitor}, agent in ${viewer}`)
        const results = await runPages(lab, pages, {
          withRrweb: false,
          onResult: (result) => printResult(result, false),
        })
        const versions = [lab.visitors.version, lab.viewers.version] as const
        pairs.push({ visitor, viewer, versions, results })
        console.error(`${results.filter(isOursEqual).length} of ${results.length} pages are equal`)
      } finally {
        await lab.close()
      }
    }
  if (only === undefined && names.length === BROWSER_NAMES.length) writeBrowsersDocument(pairs)
  return names.length === BROWSER_NAMES.length ? 0 : 1
}
