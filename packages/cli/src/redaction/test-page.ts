import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { MaskingRules } from '@alongside/protocol'
import type { Browser } from 'playwright-core'
import { STEMS, type Run } from '../page/secrets.ts'
import type { Options, Result } from '../page/start.ts'
import { compareRuns, countUnsteady, type Difference, type Ran } from './compare-runs.ts'
import { findLeaks, type Leak, readFrames } from './find-leaks.ts'

export type PageReport = {
  readonly url: string
  readonly leaks: readonly Leak[]
  readonly differences: readonly Difference[]
  readonly places: number
  readonly planted: number
  readonly frames: number
  readonly bytes: number
  /** Differences that the page makes by itself. */
  readonly ignored: number
  readonly problems: readonly string[]
}

export type PageOptions = {
  readonly rules: MaskingRules
  readonly must: readonly string[]
  readonly withProbe: boolean
  readonly maxPlaces: number
  readonly timeoutMs: number
  readonly storageState: string | undefined
}

declare global {
  var __alongsideRedactionTest: (options: Options) => Promise<Result>
}

const MAX_PAIRS = 4

/** Tests one page, with two sets of secrets. Throws when it cannot be opened. */
export async function testPage(browser: Browser, url: string, options: PageOptions): Promise<PageReport> {
  const one = await runOn(browser, url, options, 'a')
  const other = await runOn(browser, url, options, 'b')
  const runs = [one, other]
  const of = (run: Run) => runs.filter((ran) => ran.run === run)
  const leaksOf = ({ result, frames, run }: (typeof runs)[number]) => findLeaks(result, frames, run)
  // What differs may be chance, the more so on a slow machine: then each is run again. Where a leak is known, once is enough.
  const pairs = runs.some((ran) => leaksOf(ran).length > 0) ? 2 : MAX_PAIRS
  let differences = compareRuns(of('a'), of('b'))
  while (differences.length > 0 && runs.length < 2 * pairs) {
    for (const run of ['a', 'b'] as const) runs.push(await runOn(browser, url, options, run))
    differences = compareRuns(of('a'), of('b'))
  }
  const leaks = runs.flatMap(leaksOf)
  return {
    url,
    leaks: unique(leaks),
    differences,
    ignored: countUnsteady(of('a')),
    places: one.result.places,
    planted: one.result.plants.length,
    frames: one.frames.length,
    bytes: one.frames.reduce((sum, { bytes }) => sum + bytes.length, 0),
    problems: [...new Set([...one.result.failures, ...other.result.failures])],
  }
}

async function runOn(
  browser: Browser,
  url: string,
  options: PageOptions,
  run: Run,
): Promise<Ran & { readonly run: Run }> {
  const { rules, must, withProbe, maxPlaces, timeoutMs, storageState } = options
  const context = await browser.newContext({
    bypassCSP: true,
    ...(storageState === undefined ? {} : { storageState }),
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(timeoutMs)
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined))
    // What is planted in addresses is asked of no server; and what comes back would be the secret's own content.
    await page.route(
      (address) => Object.values(STEMS).some((stem) => address.href.includes(stem)),
      async (route) => {
        if (route.request().isNavigationRequest() && route.request().frame() === page.mainFrame())
          await route.abort()
        else await route.fulfill({ contentType: 'text/plain', body: route.request().url() })
      },
    )
    await page.addInitScript({ content: await pageScript() })
    const answer = await page.goto(url, { waitUntil: 'load' })
    if (answer !== null && answer.status() >= 400) throw new Error(`the server answered ${answer.status()}`)
    const asked: Options = { rules, must, withProbe, maxPlaces, run }
    const result = await page.evaluate((given) => globalThis.__alongsideRedactionTest(given), asked)
    return { run, result, frames: await readFrames(result) }
  } finally {
    await context.close()
  }
}

let script: Promise<string> | undefined
function pageScript(): Promise<string> {
  script ??= readFile(fileURLToPath(new URL('page.js', import.meta.url)), 'utf8')
  return script
}

function unique(leaks: readonly Leak[]): Leak[] {
  return [...new Map(leaks.map((leak) => [JSON.stringify(leak), leak])).values()]
}
