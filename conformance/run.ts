// The conformance set: every page of packages/testkit/pages, its mirror and rrweb's, compared. See README.md.
import { parseArgs } from 'node:util'
import { type BrowserName, BROWSER_NAMES } from '@alongside/testkit/browsers'
import { openLab } from './compare/lab.ts'
import { featurePages } from './pages/feature-pages.ts'
import { isOursEqual, runPages } from './pages/run-pages.ts'
import { printResult } from './report/print-result.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    browser: { type: 'string' },
    ours: { type: 'boolean' },
    why: { type: 'boolean' },
    json: { type: 'boolean' },
    port: { type: 'string' },
  },
})

async function main(): Promise<number> {
  const browser = (values.browser ?? 'chromium') as BrowserName
  if (!BROWSER_NAMES.includes(browser)) {
    console.error(`There is no browser ${browser}. There are: ${BROWSER_NAMES.join(', ')}.`)
    return 1
  }
  const pages = featurePages(values.only)
  if (pages.length === 0) {
    console.error(`There is no page ${values.only ?? ''}.`)
    return 1
  }
  const lab = await openLab({ visitor: browser, port: Number(values.port ?? 0) })
  try {
    const results = await runPages(lab, pages, {
      withRrweb: values.ours !== true,
      onResult: (result) => printResult(result, values.why === true),
    })
    return results.every((result) => isOursEqual(result) || result.page.impossible !== null) ? 0 : 1
  } finally {
    await lab.close()
  }
}

process.exitCode = await main()
