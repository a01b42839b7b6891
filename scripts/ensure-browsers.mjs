// Sees to it that the tests have Firefox and WebKitGTK besides Chromium: the system's, or installed now.
import { firefoxPath, webkitPaths } from './browser-paths.mjs'
import { apt, ensureChromium, isDebian } from './ensure-chromium.mjs'

const OTHERS = {
  firefox: { isThere: () => firefoxPath() !== undefined, packages: ['firefox-esr'] },
  webkit: { isThere: () => webkitPaths() !== undefined, packages: ['webkit2gtk-driver', 'xvfb'] },
}

/**
 * Installs on Debian as root what is missing. In CI on Debian a browser that is missing then is an error; elsewhere it is
 * left out, with a line that says what to install.
 * @returns {Promise<('chromium' | 'firefox' | 'webkit')[]>} those that are there
 */
export async function ensureBrowsers() {
  await ensureChromium()
  const missing = Object.values(OTHERS).filter(({ isThere }) => !isThere())
  if (missing.length > 0 && isDebian() && process.getuid?.() === 0) {
    const packages = missing.flatMap((browser) => browser.packages)
    console.log(
      `Installing Firefox and WebKit from the distribution (apt-get install ${packages.join(' ')}) ...`,
    )
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
  }
  const names = ['chromium']
  for (const [name, { isThere, packages }] of Object.entries(OTHERS)) {
    if (isThere()) names.push(name)
    else {
      const line = `${name} is missing: on Debian, apt-get install ${packages.join(' ')} (as root).`
      if (process.env['CI'] === 'true' && isDebian()) throw new Error(line)
      console.warn(`Tests in ${name} are left out. ${line}`)
    }
  }
  return names
}
