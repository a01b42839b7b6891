import { Key, Origin, type WebDriver } from 'selenium-webdriver'
import { createTab } from './create-tab.ts'
import { cropPng } from './crop-png.ts'
import { startWebKit, type WebKit } from './start-webkit.ts'
import { type Browser, type LaunchOptions, NotSupported, type TabDriver } from './types.ts'

/**
 * WebKitGTK over WebDriver. A driver has one session and a session's other tabs are hidden, so each tab is a browser of its
 * own. None is used again: after the first page wheels do nothing any more now and then.
 */
export async function launchWebKit(_options: LaunchOptions): Promise<Browser> {
  const first = await startWebKit()
  const all = new Set([first])
  let unused: WebKit | null = first
  const take = async () => {
    const webkit = unused ?? (await startWebKit())
    unused = null
    all.add(webkit)
    return webkit
  }
  return {
    name: 'webkit',
    version: first.version,
    async open(url, viewport) {
      const webkit = await take()
      const driver = createDriver(webkit.driver, async () => {
        all.delete(webkit)
        await webkit.stop()
      })
      await driver.resize(viewport.width, viewport.height)
      const tab = createTab(driver)
      await tab.goto(url)
      return tab
    },
    async close() {
      for (const webkit of all) await webkit.stop()
    },
  }
}

/** Names as in `KeyboardEvent.key` to those of WebDriver, where they differ from the upper case. */
const KEYS: Readonly<Record<string, string>> = {
  Shift: Key.SHIFT,
  Control: Key.CONTROL,
  Alt: Key.ALT,
  Meta: Key.META,
  ArrowUp: Key.ARROW_UP,
  ArrowDown: Key.ARROW_DOWN,
  ArrowLeft: Key.ARROW_LEFT,
  ArrowRight: Key.ARROW_RIGHT,
  PageUp: Key.PAGE_UP,
  PageDown: Key.PAGE_DOWN,
  Backspace: Key.BACK_SPACE,
  Space: ' ',
}

function keyOf(name: string): string {
  const found = KEYS[name] ?? (Key as unknown as Record<string, unknown>)[name.toUpperCase()]
  return name.length > 1 && typeof found === 'string' ? found : name
}

/** Its types do not know the wheel. */
type WheelActions = ReturnType<WebDriver['actions']> & {
  scroll(x: number, y: number, dx: number, dy: number, origin: string, durationMs: number): unknown
}

function createDriver(driver: WebDriver, close: () => Promise<void>): TabDriver {
  const refuse = (what: string) => () => Promise.reject(new NotSupported(`WebKit's driver has no ${what}`))
  let pointer = { x: 0, y: 0 }
  const pointing = (what: (actions: WheelActions) => unknown) => {
    const actions = driver.actions({ async: true }) as WheelActions
    what(actions)
    return actions.perform()
  }
  return {
    goto: (url) => driver.get(url),
    async evaluate(task, argument) {
      // As text: the driver knows fewer kinds of values than JSON, and wraps what looks like an element.
      const answer = await driver.executeAsyncScript<{ value?: string; error?: string }>(
        `const [argument, done] = arguments
        ;(async () => (${task.toString()})(JSON.parse(argument)))().then(
          (value) => done({ value: JSON.stringify(value) }),
          (error) => done({ error: String(error) }),
        )`,
        JSON.stringify(argument ?? null),
      )
      if (answer.error !== undefined) throw new Error(answer.error)
      return (answer.value === undefined ? undefined : JSON.parse(answer.value)) as never
    },
    async screenshot(clip) {
      const png = Buffer.from(await driver.takeScreenshot(), 'base64')
      return clip === undefined ? png : cropPng(png, clip)
    },
    async move(x, y) {
      pointer = { x: Math.round(x), y: Math.round(y) }
      await pointing((actions) => actions.move({ ...pointer, origin: Origin.VIEWPORT, duration: 0 }))
    },
    down: () => pointing((actions) => actions.press()),
    up: () => pointing((actions) => actions.release()),
    type: (text) => pointing((actions) => actions.sendKeys(text)),
    key: (name) =>
      pointing((actions) => {
        const modifiers = name === '+' ? [] : name.split('+').map(keyOf)
        const key = name === '+' ? name : (modifiers.pop() ?? '')
        for (const modifier of modifiers) actions.keyDown(modifier)
        actions.sendKeys(key)
        for (const modifier of modifiers) actions.keyUp(modifier)
      }),
    wheel: (dx, dy) =>
      pointing((actions) => actions.scroll(pointer.x, pointer.y, dx, dy, Origin.VIEWPORT, 0)),
    async resize(width, height) {
      // The window is larger than its viewport by the bar on top of it.
      let [outerWidth, outerHeight] = [width, height]
      for (let tries = 0; tries < 3; tries++) {
        await driver.manage().window().setRect({ x: 0, y: 0, width: outerWidth, height: outerHeight })
        const [innerWidth, innerHeight] = await driver.executeScript<[number, number]>(
          'return [innerWidth, innerHeight]',
        )
        if (innerWidth === width && innerHeight === height) return
        outerWidth += width - innerWidth
        outerHeight += height - innerHeight
      }
    },
    media: refuse('media emulation'),
    zoom: refuse('page zoom'),
    pinch: refuse('pinch zoom'),
    close,
  }
}
