import { playwright } from '@vitest/browser-playwright'
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node'
import { startFirefox } from './start-firefox.ts'
import { startWebKit } from './start-webkit.ts'

const SIZE = { width: 1300, height: 1000 }

/**
 * Lets Vitest's browser tests run in the system's Firefox and WebKitGTK, for which its own providers want builds of their
 * own. It only opens the page: tests that take input from a driver (`userEvent`, CDP) are for Chromium.
 */
export function systemBrowser(name: 'firefox' | 'webkit'): BrowserProviderOption {
  // The pages that Vitest serves are the same for all providers.
  const { serverFactory } = playwright()
  return {
    name: 'playwright',
    supportedBrowser: [name],
    options: {},
    serverFactory,
    providerFactory: ({ browser }) => {
      // Asked for once per file; the window has its size already.
      browser?.registerCommand('__vitest_viewport' as never, (() => Promise.resolve()) as never)
      return new SystemBrowser(name === 'firefox' ? openFirefox : openWebKit)
    },
  }
}

type Stop = () => Promise<void>

class SystemBrowser implements BrowserProvider {
  readonly name = 'playwright'
  readonly supportsParallelism = false
  readonly #open: (url: string) => Promise<Stop>
  #stop: Stop = () => Promise.resolve()

  constructor(open: (url: string) => Promise<Stop>) {
    this.#open = open
  }

  getCommandsContext(): Record<string, unknown> {
    return {}
  }

  async openPage(_session: string, url: string): Promise<void> {
    await this.close()
    this.#stop = await this.#open(url)
  }

  close(): Promise<void> {
    const stop = this.#stop
    this.#stop = () => Promise.resolve()
    return stop()
  }
}

async function openFirefox(url: string): Promise<Stop> {
  const browser = await startFirefox()
  const page = await browser.newPage()
  await page.setViewport(SIZE)
  await page.goto(url)
  return () => browser.close()
}

async function openWebKit(url: string): Promise<Stop> {
  const { driver, stop } = await startWebKit()
  await driver
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...SIZE })
  await driver.get(url)
  return stop
}
