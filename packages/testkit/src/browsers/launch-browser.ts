import { launchChromium } from './chromium.ts'
import { launchFirefox } from './firefox.ts'
import { launchWebKit } from './webkit.ts'
import type { Browser, BrowserName, LaunchOptions } from './types.ts'

/** Starts a browser of this machine. Throws an Error that says what is missing. */
export async function launchBrowser(name: BrowserName, options: LaunchOptions = {}): Promise<Browser> {
  switch (name) {
    case 'chromium':
      return launchChromium(options)
    case 'firefox':
      return launchFirefox(options)
    case 'webkit':
      return launchWebKit(options)
  }
}
