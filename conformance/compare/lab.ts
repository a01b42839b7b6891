import { type Browser, type BrowserName, launchBrowser } from '@alongside/testkit/browsers'
import { buildScripts } from '../server/build-scripts.ts'
import { type ConformanceServer, startServer } from '../server/server.ts'

export type Peer = 'alongside' | 'rrweb'

/** What all comparisons of a run share. */
export type Lab = {
  readonly server: ConformanceServer
  /** Where pages under test are opened, and where their mirrors are. */
  readonly visitors: Browser
  readonly viewers: Browser
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
  return {
    server,
    visitors,
    viewers,
    async close() {
      await visitors.close()
      if (viewers !== visitors) await viewers.close()
      await server.close()
    },
  }
}
