// Where Chromium is and how to launch it, for tests, benchmarks and pictures.
import { existsSync } from 'node:fs'

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Switches that keep a test browser off the network and able to run as root in a container. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Launch options for Playwright. `CHROMIUM_PATH` names another binary; where no system Chromium is
 * found, Playwright's own is used.
 * @param {string[]} [more] further switches
 * @returns {{ executablePath?: string, args: string[] }}
 */
export function chromium(more = []) {
  const path = process.env['CHROMIUM_PATH'] ?? SYSTEM_PATHS.find((candidate) => existsSync(candidate))
  return { ...(path === undefined ? {} : { executablePath: path }), args: [...QUIET, ...more] }
}
