import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver'
import { webkitPaths } from '../../../../scripts/browser-paths.mjs'
import { type Child, freePort, startChild } from './children.ts'

const READY_MS = 30_000

/** `stop` never rejects. */
export type WebKit = {
  readonly driver: WebDriver
  readonly version: string
  readonly stop: () => Promise<void>
}

/**
 * WebKitGTK's MiniBrowser over WebKitWebDriver, under an X server of its own (it has no headless mode). One session a driver:
 * each start is a browser of its own.
 */
export async function startWebKit(screen = '1600x1200x24'): Promise<WebKit> {
  const paths = webkitPaths()
  if (paths === undefined)
    throw new Error('WebKitGTK is not installed: apt-get install webkit2gtk-driver xvfb')
  const children: Child[] = []
  const stopAll = async () => {
    for (const child of children.toReversed()) await child.stop()
  }
  try {
    const { child: display, name } = await startDisplay(screen)
    children.push(display)
    const port = await freePort()
    const server = startChild(paths.driver, [`--port=${port}`, '--host=127.0.0.1'], {
      DISPLAY: name,
      WAYLAND_DISPLAY: undefined,
      LIBGL_ALWAYS_SOFTWARE: '1',
      // Its own sandbox needs user namespaces, which containers rarely have.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
    })
    children.push(server)
    await untilAnswering(`http://127.0.0.1:${port}/status`, server)
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] },
        }),
      )
      .build()
    const capabilities = await driver.getCapabilities()
    return {
      driver,
      version: capabilities.getBrowserVersion() ?? '',
      stop: async () => {
        await driver.quit().catch(() => undefined)
        await stopAll()
      },
    }
  } catch (error) {
    await stopAll()
    throw error
  }
}

/** An X server that chooses its own number and tells it on file descriptor 3. */
async function startDisplay(screen: string): Promise<{ child: Child; name: string }> {
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp']
  const child = startChild('Xvfb', args, {}, 'pipe')
  const number = await new Promise<string>((resolve, reject) => {
    child.process.stdio[3]?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()))
    child.process.once('exit', () => reject(new Error(`Xvfb ended: ${child.notes()}`)))
  })
  return { child, name: `:${number}` }
}

async function untilAnswering(url: string, { process: child, notes }: Child): Promise<void> {
  const deadline = Date.now() + READY_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended: ${notes()}`)
    try {
      if ((await fetch(url)).ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`WebKitWebDriver did not answer: ${notes()}`)
}
