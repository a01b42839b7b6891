import type { CDPSession, Page, Request } from '@playwright/test'

/** Where payloads point to. Nothing is there; what asks for it is noted. */
export const PAYLOAD_HOST = 'payload.invalid'
/** What attacks call. Nothing of ours contains it. */
const PAYLOAD = /postMessage\(\d+|\balert\(|\bconfirm\(|\bprompt\(\d/

/**
 * Everything that hostile content could make a browser do, seen from outside of the page: scripts that were so much as
 * parsed, dialogs, windows, downloads, navigations, requests.
 */
export class AgentWatch {
  readonly scripts: string[] = []
  readonly dialogs: string[] = []
  readonly windows: string[] = []
  readonly navigations: string[] = []
  readonly requests: Request[] = []

  private constructor(page: Page) {
    page.on('dialog', (dialog) => {
      this.dialogs.push(dialog.message())
      void dialog.dismiss().catch(() => undefined)
    })
    page.on('popup', (popup) => this.windows.push(popup.url()))
    page.on('download', (download) => this.windows.push(`download of ${download.url()}`))
    page.on('framenavigated', (frame) => {
      // The mirror's own documents are all blank.
      const isBlank = /^about:blank(?:\?mirror)?$/.test(frame.url())
      if (frame.parentFrame() !== null && !isBlank) this.navigations.push(frame.url())
    })
    page.on('request', (request) => {
      const url = request.url()
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.navigations.push(url)
      this.requests.push(request)
    })
  }

  /** `ownUrl`: where the page's own script files come from. */
  static async on(page: Page, ownUrl: string): Promise<AgentWatch> {
    const watch = new AgentWatch(page)
    await page.route(`http://${PAYLOAD_HOST}/**`, (route) => route.fulfill({ status: 204 }))
    const session = await page.context().newCDPSession(page)
    const { frameTree } = await session.send('Page.getFrameTree')
    session.on('Debugger.scriptParsed', ({ scriptId, url, executionContextAuxData: context }) => {
      const { frameId, isDefault } = context as { frameId?: string; isDefault?: boolean }
      // Playwright's own worlds, and our files. Inline scripts of a mirrored document would have the console's address.
      if (isDefault === false || (url.startsWith(ownUrl) && /\.js(?:\?|$)/.test(url))) return
      void watch.#look(session, scriptId, url, frameId !== frameTree.frame.id)
    })
    // `debugger` is an attack, too.
    session.on('Debugger.paused', () => void session.send('Debugger.resume').catch(() => undefined))
    await session.send('Debugger.enable')
    return watch
  }

  async #look(session: CDPSession, scriptId: string, url: string, isInFrame: boolean): Promise<void> {
    try {
      const { scriptSource } = await session.send('Debugger.getScriptSource', { scriptId })
      if (isInFrame || PAYLOAD.test(scriptSource)) this.scripts.push(`${url}: ${scriptSource.slice(0, 120)}`)
    } catch {
      // The page is gone.
    }
  }

  /** Forgets what was before: signing in is no attack. */
  begin(): void {
    for (const list of [this.scripts, this.dialogs, this.windows, this.navigations, this.requests])
      list.length = 0
  }

  /** What was asked of any host but the server's, with what it was for; not what the console's policy stopped. */
  requestsBeyond(ownUrl: string): readonly string[] {
    return this.requests
      .filter((request) => request.failure()?.errorText !== 'csp')
      .map((request) => ({ url: request.url(), type: request.resourceType() }))
      .filter(({ url }) => !url.startsWith(`${ownUrl}/`) && /^(?:https?|wss?|ftp):/.test(url))
      .map(({ url, type }) => `${type} ${url}`)
  }
}
