import type { KeyInput, Page } from 'puppeteer-core'
import { createTab } from './create-tab.ts'
import { startFirefox } from './start-firefox.ts'
import { type Browser, type LaunchOptions, NotSupported, type TabDriver, type Viewport } from './types.ts'

/** Firefox over WebDriver BiDi. Each tab is a window of its own (so none is hidden) with its own cookies and storage. */
export async function launchFirefox({ args = [] }: LaunchOptions): Promise<Browser> {
  const browser = await startFirefox(args)
  return {
    name: 'firefox',
    version: (await browser.version()).replace(/^firefox\//i, ''),
    async open(url, viewport) {
      const context = await browser.createBrowserContext()
      const page = await context.newPage({ type: 'window' })
      await page.setViewport(sizeOf(viewport))
      const tab = createTab(createDriver(page, viewport, () => context.close()))
      await tab.goto(url)
      return tab
    },
    close: () => browser.close(),
  }
}

function sizeOf({ width, height, devicePixelRatio }: Viewport) {
  return { width, height, deviceScaleFactor: devicePixelRatio ?? 1 }
}

function createDriver(page: Page, opened: Viewport, close: () => Promise<void>): TabDriver {
  const refuse = (what: string) => () => Promise.reject(new NotSupported(`Firefox's driver has no ${what}`))
  return {
    async goto(url) {
      await page.goto(url)
    },
    // Puppeteer's types describe what can be serialised; that is up to the caller here.
    evaluate: (task, argument) => page.evaluate(task as never, argument as never) as never,
    async screenshot(clip) {
      const shot = await page.screenshot({
        captureBeyondViewport: false,
        ...(clip === undefined ? {} : { clip }),
      })
      return Buffer.from(shot)
    },
    move: (x, y) => page.mouse.move(x, y),
    down: () => page.mouse.down(),
    up: () => page.mouse.up(),
    type: (text) => page.keyboard.type(text),
    async key(name) {
      const modifiers = name.split('+')
      const key = modifiers.pop() as KeyInput
      for (const modifier of modifiers) await page.keyboard.down(modifier as KeyInput)
      await page.keyboard.press(key)
      for (const modifier of modifiers.toReversed()) await page.keyboard.up(modifier as KeyInput)
    },
    wheel: (deltaX, deltaY) => page.mouse.wheel({ deltaX, deltaY }),
    resize: (width, height) => page.setViewport(sizeOf({ ...opened, width, height })),
    media: refuse('media emulation'),
    zoom: refuse('page zoom'),
    pinch: refuse('pinch zoom'),
    close,
  }
}
