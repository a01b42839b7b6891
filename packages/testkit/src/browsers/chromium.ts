import { type CDPSession, chromium as playwright, type Page } from 'playwright'
import { chromium } from '../../../../scripts/chromium.mjs'
import { createTab } from './create-tab.ts'
import { createCaretHider } from './hide-carets.ts'
import type { Browser, LaunchOptions, TabDriver, Viewport } from './types.ts'

/** Chromium over CDP. Each tab is a context of its own. */
export async function launchChromium({ args = [] }: LaunchOptions): Promise<Browser> {
  // Text is drawn the same wherever it stands, and scroll bars take no part in it.
  const browser = await playwright.launch(chromium(['--disable-lcd-text', ...args]))
  return {
    name: 'chromium',
    version: browser.version(),
    async open(url, viewport) {
      const context = await browser.newContext({
        viewport: { width: viewport.width, height: viewport.height },
        deviceScaleFactor: viewport.devicePixelRatio ?? 1,
        hasTouch: viewport.isTouch === true,
        isMobile: viewport.isTouch === true,
      })
      // Large pages on a busy machine.
      context.setDefaultNavigationTimeout(120_000)
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      const tab = createTab(createDriver(page, cdp, viewport))
      await tab.goto(url)
      return tab
    },
    close: () => browser.close(),
  }
}

function createDriver(page: Page, cdp: CDPSession, opened: Viewport): TabDriver {
  let { width, height } = opened
  let zoom: number | null = null
  const ratio = opened.devicePixelRatio ?? 1
  const hideCarets = createCaretHider(cdp)
  /** This session's metrics beside Playwright's: after a zoom both are in force, so both must say the same size. */
  const applyZoom = async (factor: number) => {
    await cdp.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / factor),
      height: Math.round(height / factor),
      deviceScaleFactor: ratio * factor,
      mobile: opened.isTouch === true,
    })
  }
  return {
    async goto(url) {
      await page.goto(url)
    },
    // Playwright's types describe what can be serialised; that is up to the caller here.
    evaluate: (task, argument) => page.evaluate(task as never, argument) as never,
    async screenshot(clip) {
      await hideCarets()
      // Not Playwright's own: that waits for fonts by itself and puts a style sheet into the page.
      const { data } = await cdp.send('Page.captureScreenshot', {
        format: 'png',
        optimizeForSpeed: true,
        ...(clip === undefined ? {} : { clip: { ...clip, scale: 1 } }),
      })
      return Buffer.from(data, 'base64')
    },
    move: (x, y) => page.mouse.move(x, y),
    down: () => page.mouse.down(),
    up: () => page.mouse.up(),
    type: (text) => page.keyboard.type(text),
    key: (name) => page.keyboard.press(name),
    wheel: (dx, dy) => page.mouse.wheel(dx, dy),
    async resize(newWidth, newHeight) {
      ;[width, height] = [newWidth, newHeight]
      await page.setViewportSize({ width, height })
      if (zoom !== null) await applyZoom(zoom)
    },
    media: (media) => page.emulateMedia(media),
    async zoom(factor) {
      zoom = factor
      await applyZoom(factor)
    },
    async pinch(factor) {
      await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: factor })
    },
    close: () => page.context().close(),
  }
}
