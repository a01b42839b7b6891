import { type Browser, launch } from 'puppeteer-core'
import { firefoxPath } from '../../../../scripts/browser-paths.mjs'

/** Preferences that keep a test browser off the network, and its text the same wherever it stands. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'gfx.text.subpixel-position.force-enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
  // Scroll positions are compared as soon as they are set.
  'general.smoothScroll': false,
}

/** Firefox over WebDriver BiDi, without geckodriver. */
export async function startFirefox(args: readonly string[] = []): Promise<Browser> {
  const executablePath = firefoxPath()
  if (executablePath === undefined) throw new Error('Firefox is not installed: apt-get install firefox-esr')
  return launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    args: [...args],
    extraPrefsFirefox: PREFERENCES,
    defaultViewport: null,
    protocolTimeout: 60_000,
  })
}
