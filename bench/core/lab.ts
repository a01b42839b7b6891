import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium as playwright, type Page } from 'playwright'
import { bundleScript } from '../../conformance/server/build-scripts.ts'
import { type ConformanceServer, type Room, type Site, startServer } from '../../conformance/server/server.ts'
import { Product } from '../../e2e/support/product.ts'
import { chromium } from '../../scripts/chromium.mjs'

export const VIEWPORT = { width: 1280, height: 800 }
const FOLDER = fileURLToPath(new URL('../in-page/', import.meta.url))
const SCRIPTS = ['look', 'follow', 'rrweb-visitor', 'rrweb-viewer', 'native-viewer', 'recorder', 'operations']
/** The page's timers and frames go on whichever page is in front; what pages want from the network they do not get. */
const SWITCHES = [
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost',
]

/** What all measures of a run share. */
export type Lab = {
  readonly browser: Browser
  readonly runs: number
  /** Processor time in place of time on the clock, where that is asked for. */
  readonly inThreadTime: boolean
  /** Only these pages: sizes in MB, and `real`; null: all. */
  readonly pages: readonly string[] | null
  /** Where profiles of what we do go; null: none. */
  readonly profiles: string | null
  /** The text of one of the scripts in in-page/. */
  script(name: string): string
  /** Serves a site at an origin of its own, with the script of the competitor put in (`plain`: none). */
  serve(site: Site, competitor: string): Room
  /** The port of everything that is served so. */
  readonly port: number
  /** The built product, started when it is needed. */
  product(): Promise<Product>
  /** A page in a context of its own: no cache, no cookies. */
  openPage(): Promise<Page>
  close(): Promise<void>
}

export type LabOptions = {
  readonly pages: readonly string[] | null
  readonly runs: number
  readonly inThreadTime: boolean
  readonly profiles: string | null
}

export async function openLab(options: LabOptions): Promise<Lab> {
  const bundles = await Promise.all(
    // Names of functions are wanted in profiles.
    SCRIPTS.map(
      async (name) => [`${name}.js`, await bundleScript(FOLDER, name, options.profiles === null)] as const,
    ),
  )
  const scripts: Record<string, string> = { ...Object.fromEntries(bundles), 'plain-visitor.js': '' }
  const server = await startServer(scripts)
  const browser = await playwright.launch(chromium(SWITCHES))
  let product: Promise<Product> | undefined
  const script = (name: string) => scripts[`${name}.js`] ?? ''
  return {
    ...options,
    browser,
    script,
    serve: (site, competitor) => server.openRoom(site, competitor),
    port: portOf(server),
    product: () => (product ??= Product.start()),
    async openPage() {
      const context = await browser.newContext({ viewport: VIEWPORT })
      await context.addInitScript({ content: script('look') + script('follow') })
      return context.newPage()
    },
    async close() {
      await browser.close()
      await server.close()
      await (await product)?.stop()
    },
  }
}

export function closePage(page: Page): Promise<void> {
  const context: BrowserContext = page.context()
  return context.close()
}

function portOf(server: ConformanceServer): number {
  const room = server.openRoom(() => null, 'plain')
  room.close()
  return Number(new URL(room.page).port)
}
