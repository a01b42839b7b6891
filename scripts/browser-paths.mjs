// Where Firefox and WebKitGTK are, for tests in all three engines. Chromium: chromium.mjs.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/usr/local/bin/firefox']
const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver'
const LIBRARIES = ['/usr/lib', `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`]

/** `FIREFOX_PATH` names another binary. */
export function firefoxPath() {
  return process.env['FIREFOX_PATH'] ?? FIREFOX.find((path) => existsSync(path))
}

/** WebKitGTK's driver and the browser that comes with it; undefined when one of them or the X server is missing. */
export function webkitPaths() {
  if (!existsSync(WEBKIT_DRIVER) || !existsSync('/usr/bin/Xvfb')) return undefined
  for (const library of LIBRARIES) {
    const folders = existsSync(library) ? readdirSync(library) : []
    const browsers = folders
      .filter((name) => name.startsWith('webkit2gtk-'))
      .map((name) => join(library, name, 'MiniBrowser'))
    const browser = browsers.find((path) => existsSync(path))
    if (browser !== undefined) return { driver: WEBKIT_DRIVER, browser }
  }
  return undefined
}
