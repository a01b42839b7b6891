// The conformance set: every page of packages/testkit/pages, its mirror and rrweb's, compared. See README.md.
import { writeFileSync } from 'node:fs'
import { BROWSER_NAMES } from '@alongside/testkit/browsers'
import { type Lab, openLab } from './compare/lab.ts'
import { runBrowsers } from './browsers/run-browsers.ts'
import { featurePages } from './pages/feature-pages.ts'
import { type PageResult, runPages } from './pages/run-pages.ts'
import { NO_REAL_FIGURES, runAllReal } from './real/run-all-real.ts'
import { printResult } from './report/print-result.ts'
import { summarise, unexpected } from './report/summary.ts'
import { writeDocument, writeRealSection } from './report/write-document.ts'
import { readOptions } from '../scripts/lib/options.mjs'

const USAGE = `npm run conformance -- [options]
  --only NAMES     pages with these beginnings (with commas between); with --real parts of packages or paths
  --real           pages of others instead, from npm packages
  --ours           without rrweb
  --again          what differs is compared once more, alone: busy machines take pictures too early now and then
  --why            says of each difference what it is
  --browser NAME   chromium, firefox or webkit; visitor:viewer for two
  --browsers       all pairs, and writes docs/browsers.md
  --allow-open     pages known to be open do not count as failures
  --json           a summary on standard output
  --report FILE    counts for npm test
  --port N         of the server for pages`

const values = readOptions(USAGE, {
  only: { type: 'string' },
  browser: { type: 'string', default: 'chromium' },
  browsers: { type: 'boolean', default: false },
  ours: { type: 'boolean', default: false },
  real: { type: 'boolean', default: false },
  'allow-open': { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  why: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  report: { type: 'string' },
  port: { type: 'string', default: '0' },
})

async function main(): Promise<number> {
  const port = Number(values.port)
  if (values.browsers) return runBrowsers({ only: values.only, port })
  const [visitor, viewer = visitor] = values.browser
    .split(':')
    .map((wanted) => BROWSER_NAMES.find((name) => name === wanted))
  if (visitor === undefined || viewer === undefined)
    return refuse(`There is no browser ${values.browser}. There are: ${BROWSER_NAMES.join(', ')}.`)
  const lab = await openLab({ visitor, viewer, port })
  try {
    return await run(lab)
  } finally {
    await lab.close()
  }
}

async function run(lab: Lab): Promise<number> {
  const withRrweb = !values.ours
  const pages = values.real ? [] : featurePages(values.only)
  if (pages.length === 0 && !values.real) return refuse(`There is no page ${values.only ?? ''}.`)
  const begunAt = Date.now()
  const onResult = (result: PageResult) => printResult(result, values.why)
  let results = await runPages(lab, pages, { withRrweb, onResult })
  if (values.again) {
    const differing = unexpected(results, values['allow-open']).map(({ page }) => page)
    const second = await runPages(lab, differing, { withRrweb, onResult, atOnce: 1 })
    results = results.map((result) => second.find(({ page }) => page === result.page) ?? result)
  }
  if (pages.length > 1)
    console.error(`${pages.length} pages in ${Math.round((Date.now() - begunAt) / 1000)} s`)
  const isFull = values.only === undefined && !values.real
  const real =
    values.real || (values.json && isFull)
      ? await runAllReal(lab, {
          withRrweb,
          only: values.real ? values.only : undefined,
          again: values.again,
        })
      : null
  const summary = summarise(results, real?.figures ?? NO_REAL_FIGURES)
  const failed = unexpected(results, values['allow-open'])
  // The published table is of a full run only, as far as that tells something of both.
  const isPublished = withRrweb && lab.visitors.name === 'chromium' && lab.viewers.name === 'chromium'
  if (isPublished && values.real && real !== null) writeRealSection(real)
  if (isPublished && isFull) writeDocument({ results, summary, browserVersion: lab.visitors.version, real })
  if (values.report !== undefined) {
    const passed = results.length - failed.length
    writeFileSync(
      values.report,
      JSON.stringify({ passed, failed: failed.length, names: failed.map(({ page }) => page.name) }),
    )
  }
  if (values.json) console.log(JSON.stringify(summary))
  else if (pages.length > 0)
    console.error(
      `${summary.equal} of ${summary.pages} pages are equal${withRrweb ? `, ${summary.rrwebEqual} in rrweb` : ''}`,
    )
  return failed.length === 0 ? 0 : 1
}

function refuse(reason: string): number {
  console.error(reason)
  return 1
}

process.exitCode = await main()
