import type { Page } from 'playwright'
import { tagFor } from '../../e2e/support/site.ts'
import type { Site } from '../../conformance/server/server.ts'
import type { Source } from '../pages/sources.ts'
import { closePage, type Lab } from './lab.ts'
import { createSession, endSession } from './rest.ts'

const LIMIT_MS = 60_000

/** A session of the built product through its real server, up to the visitor's question: *Accept*? */
export type ProductSession = {
  readonly visitor: Page
  /** The first viewer: the embed page with `<alongside-viewer>`. */
  readonly viewer: Page
  /** The visitor clicks on *Accept*; when, in milliseconds since the epoch. */
  readonly accept: () => Promise<number>
  /** One more viewer's page, before it connects. */
  readonly openViewer: () => Promise<{ readonly page: Page; readonly connect: () => Promise<void> }>
  readonly close: () => Promise<void>
}

type Api = { join(token: string): Promise<void> }

/** `serverPort`: where the visitor's page reaches the server, when there is a link between. */
export async function openSession(lab: Lab, source: Source, serverPort?: number): Promise<ProductSession> {
  const { serverUrl, demo } = await lab.product()
  const created = await createSession(serverUrl, demo.apiKey)
  const url = serverPort === undefined ? serverUrl : `http://localhost:${serverPort}`
  const room = lab.serve(withTag(source.site, tagFor(url, demo.siteKey)), 'plain')
  const [visitor, viewer] = await Promise.all([lab.openPage(), lab.openPage()])
  const pages = [visitor, viewer]
  const viewerUrl = `${serverUrl}/embed/session/${created.id}#token=${created.agentToken}`
  visitor.setDefaultTimeout(LIMIT_MS)
  await Promise.all([viewer.goto(viewerUrl), visitor.goto(room.page + source.path)])
  await visitor.waitForFunction(() => 'alongside' in window)
  await visitor.evaluate((token) => {
    // Settles when the session is active, or never.
    ;(window as unknown as { alongside: Api }).alongside.join(token).catch(() => undefined)
  }, created.visitorToken)
  const button = visitor.getByRole('button', { name: 'Accept', exact: true })
  await button.waitFor()
  return {
    visitor,
    viewer,
    accept: () =>
      button.evaluate((element: HTMLButtonElement) => {
        const at = benchLook.now()
        element.click()
        return at
      }),
    async openViewer() {
      const page = await lab.openPage()
      pages.push(page)
      return { page, connect: async () => void (await page.goto(viewerUrl)) }
    },
    async close() {
      await endSession(serverUrl, demo.apiKey, created.id)
      await Promise.all(pages.map(closePage))
      room.close()
    },
  }
}

/** The same pages with the tag pasted in. */
function withTag(site: Site, tag: string): Site {
  return async (...request) => {
    const found = await site(...request)
    if (found === null || !found.type.startsWith('text/html')) return found
    return { ...found, body: found.body.toString().replace('</title>', () => `</title>${tag}`) }
  }
}
