import {
  type Browser,
  type BrowserName,
  launchBrowser,
  type Tab,
  type Viewport,
} from '@alongside/testkit/browsers'
import { buildScripts } from '../server/build-scripts.ts'
import { type ConformanceServer, startServer } from '../server/server.ts'

export type Peer = 'alongside' | 'rrweb'

/** What all comparisons of a run share. */
export type Lab = {
  readonly server: ConformanceServer
  /** Where pages under test are opened, and where their mirrors are. */
  readonly visitors: Browser
  readonly viewers: Browser
  /** A tab for a viewer: a used one where there is one, since opening tabs takes most of the time. */
  borrowViewer(url: string, viewport: Viewport): Promise<Tab>
  giveBack(viewer: Tab, viewport: Viewport): Promise<void>
  /** Whether the tab was given back. */
  isIdle(tab: Tab): boolean
  close(): Promise<void>
}

export type LabOptions = {
  readonly visitor?: BrowserName
  readonly viewer?: BrowserName
  readonly port?: number
}

/** What pages want from the network they do not get, at once and on both sides: a comparison must not depend on it. */
const argsFor = (browser: BrowserName): string[] =>
  browser === 'chromium'
    ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE *.localhost, EXCLUDE localhost']
    : []

export async function openLab({
  visitor = 'chromium',
  viewer = visitor,
  port = 0,
}: LabOptions = {}): Promise<Lab> {
  const server = await startServer(await buildScripts(), port)
  const visitors = await launchBrowser(visitor, { args: argsFor(visitor) })
  // One session a driver: two browsers, unless one can have tabs apart from each other.
  const viewers =
    visitor === 'chromium' && viewer === 'chromium'
      ? visitors
      : await launchBrowser(viewer, { args: argsFor(viewer) })
  const idle = new Set<Tab>()
  return {
    server,
    visitors,
    viewers,
    async borrowViewer(url, viewport) {
      const [tab] = isPlain(viewport) ? idle : []
      if (tab === undefined) return viewers.open(url, viewport)
      idle.delete(tab)
      await tab.resize(viewport.width, viewport.height)
      await tab.goto(url)
      return tab
    },
    async giveBack(viewer, viewport) {
      // What emulates a device stays with the tab.
      const ratio = await viewer.evaluate(() => devicePixelRatio, null)
      if (isPlain(viewport) && ratio === 1) idle.add(viewer)
    },
    isIdle: (tab) => idle.has(tab),
    async close() {
      await visitors.close()
      if (viewers !== visitors) await viewers.close()
      await server.close()
    },
  }
}

function isPlain({ devicePixelRatio = 1, isTouch = false }: Viewport): boolean {
  return devicePixelRatio === 1 && !isTouch
}
