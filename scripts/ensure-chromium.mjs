// Sees to it that the tests have a Chromium: the system's, one named by CHROMIUM_PATH, Playwright's own, or installed now.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { chromium } from './chromium.mjs'

/** Stdout belongs to the command, which may print JSON. */
const STDIO = /** @type {const} */ (['inherit', 2, 'inherit'])

/** Throws an Error whose message says what to do when no Chromium is there and none could be installed. */
export async function ensureChromium() {
  if (await isThere()) return
  if (isDebian() && process.getuid?.() === 0) {
    console.error('Installing Chromium from the distribution (apt-get install chromium) ...')
    apt('update')
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')
  } else {
    console.error('Fetching Chromium for the tests (playwright install chromium) ...')
    spawnSync('node_modules/.bin/playwright', ['install', 'chromium'], { stdio: STDIO })
  }
  if (await isThere()) return
  throw new Error(
    'The tests need Chromium. On Debian: apt-get install chromium (as root). Elsewhere: npx playwright install --with-deps chromium, or set CHROMIUM_PATH to a Chromium or Chrome binary.',
  )
}

async function isThere() {
  const { executablePath } = chromium()
  if (executablePath !== undefined) return existsSync(executablePath)
  const { chromium: playwright } = await import('playwright')
  return existsSync(playwright.executablePath())
}

/** Ubuntu's chromium package is a snap, which does not run in containers: there Playwright's own is better. */
export function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

export function apt(...args) {
  spawnSync('apt-get', args, { stdio: STDIO, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
