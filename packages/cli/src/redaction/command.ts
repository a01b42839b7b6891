import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { NO_RULES, rulesFromFile, rulesFromServer } from './load-rules.ts'
import { describeReport } from './report.ts'
import { type PageReport, testPage } from './test-page.ts'

/** 0: nothing leaked. 1: something did. 2: it could not be tested. */
export const EXIT = { clean: 0, leak: 1, untested: 2 } as const

export const HELP = `alongside redaction-test URL...

Opens each page in a real browser, plants secrets in everything that has to be private (text, values, attributes,
addresses, styles, pictures, frames, shadow trees), works on the page as visitors do, and reads all that the tag would
send. Fails and says where when a secret is in it, in any encoding, or when two runs with different secrets do not send
the same.

  --server URL --site KEY   the site's rules from your Alongside server; the page's origin must be allowed there
  --rules FILE              or from a JSON file: {"mask": [], "block": [], "allow": [], "maskAll": false, "pages": []}
  --private SELECTOR        what must be private besides, whatever the rules say; may be repeated
  --storage FILE            signed-in state of the browser (Playwright's storage state)
  --no-probe                do not add private parts of our own to the page
  --max N                   elements to plant in, 200 unless told
  --timeout SECONDS         for opening a page, 30 unless told
  --browser PATH            Chromium or Chrome; else CHROMIUM_PATH, else the system's
  --json                    the report as JSON

Exit code: 0 nothing leaked, 1 something leaked, 2 could not be tested.
Use it on a test system: values are typed into the page's fields and its scripts hear of it.`

const OPTIONS = {
  server: { type: 'string' },
  site: { type: 'string' },
  rules: { type: 'string' },
  private: { type: 'string', multiple: true },
  storage: { type: 'string' },
  'no-probe': { type: 'boolean' },
  max: { type: 'string' },
  timeout: { type: 'string' },
  browser: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = ReturnType<typeof parse>['values']
const parse = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })

export async function redactionTest(args: readonly string[]): Promise<number> {
  let values: Values
  let urls: string[]
  try {
    ;({ values, positionals: urls } = parse(args))
    const wrong = urls.find((url) => !URL.canParse(url))
    if (wrong !== undefined) throw new Error(`"${wrong}" is not an address`)
    if ((values.server === undefined) !== (values.site === undefined))
      throw new Error('--server and --site belong together')
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${HELP}`)
    return EXIT.untested
  }
  if (values.help === true || urls.length === 0) {
    console.log(HELP)
    return values.help === true ? EXIT.clean : EXIT.untested
  }
  return runAll(urls, values)
}

async function runAll(urls: readonly string[], values: Values): Promise<number> {
  let browser: Browser
  try {
    browser = await launch(values.browser)
  } catch (error) {
    console.error(`No browser: ${messageOf(error)}`)
    return EXIT.untested
  }
  const reports: PageReport[] = []
  const untested: { url: string; reason: string }[] = []
  try {
    for (const url of urls) {
      try {
        const report = await testPage(browser, url, await optionsFor(url, values))
        reports.push(report)
        if (report.frames === 0) untested.push({ url, reason: 'nothing was sent at all' })
      } catch (error) {
        untested.push({ url, reason: messageOf(error) })
      }
    }
  } finally {
    await browser.close()
  }
  const leaks = reports.reduce((sum, report) => sum + report.leaks.length + report.differences.length, 0)
  if (values.json === true) console.log(JSON.stringify({ leaks, pages: reports, untested }, null, 2))
  else {
    for (const report of reports) console.log(describeReport(report))
    for (const { url, reason } of untested) console.error(`NOT TESTED ${url}: ${reason}`)
  }
  return leaks > 0 ? EXIT.leak : untested.length > 0 ? EXIT.untested : EXIT.clean
}

async function optionsFor(url: string, values: Values) {
  const { server, site, rules } = values
  const masking =
    rules !== undefined
      ? await rulesFromFile(rules)
      : server !== undefined && site !== undefined
        ? await rulesFromServer(server, site, url)
        : NO_RULES
  return {
    rules: masking,
    must: values.private ?? [],
    withProbe: values['no-probe'] !== true,
    maxPlaces: Number(values.max ?? 200),
    timeoutMs: Number(values.timeout ?? 30) * 1000,
    storageState: values.storage,
  }
}

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

function launch(path: string | undefined): Promise<Browser> {
  const found =
    path ?? process.env['CHROMIUM_PATH'] ?? SYSTEM_PATHS.find((candidate) => existsSync(candidate))
  // In containers people are root, which Chromium's own sandbox refuses.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ args, ...(found === undefined ? {} : { executablePath: found }) })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}
