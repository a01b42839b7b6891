import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firefoxPath, webkitPaths } from '../../../../scripts/browser-paths.mjs'
import { type Browser, BROWSER_NAMES, launchBrowser, NotSupported } from './index.ts'

const PAGE = `data:text/html,<!doctype html><style>body{margin:0}div{width:100px;height:50px}div:active{color:red}</style>
<input><div>one</div><script>seen = []; for (const type of ['click', 'wheel', 'keydown'])
addEventListener(type, (e) => seen.push(type + ' ' + e.isTrusted + ' ' + e.target.nodeName))</script>`

const isThere = { chromium: true, firefox: firefoxPath() !== undefined, webkit: webkitPaths() !== undefined }

describe.each(BROWSER_NAMES.filter((name) => isThere[name]))('%s', (name) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser(name)
  }, 60_000)
  afterAll(() => browser.close())

  test('a tab takes trusted input on elements', async () => {
    const tab = await browser.open(PAGE, { width: 500, height: 300 })
    await tab.click('input')
    await tab.type('ab')
    await tab.wheel('div', 0, 10)
    await tab.press('div')
    const active = () => getComputedStyle(document.querySelector('div:active') ?? document.body).color
    expect(await tab.evaluate(active, null)).toBe('rgb(255, 0, 0)')
    await tab.release()
    expect(await tab.evaluate(() => document.querySelector('input')?.value, null)).toBe('ab')
    await expect
      .poll(() => tab.evaluate(() => (globalThis as unknown as { seen: string[] }).seen, null))
      .toEqual([
        'click true INPUT',
        'keydown true INPUT',
        'keydown true INPUT',
        'wheel true DIV',
        'click true DIV',
      ])
    await tab.close()
  })

  test('a tab is looked at and resized, and what fails in the page is told', async () => {
    const tab = await browser.open(PAGE, { width: 500, height: 300 })
    const look = () => tab.evaluate(() => [innerWidth, innerHeight, document.hidden], null)
    expect(await look()).toEqual([500, 300, false])
    expect((await tab.screenshot()).subarray(1, 4).toString()).toBe('PNG')
    const part = await tab.screenshot({ x: 10, y: 10, width: 40, height: 30 })
    expect([part.readUInt32BE(16), part.readUInt32BE(20)]).toEqual([40, 30])
    await tab.resize(600, 320)
    await expect.poll(look).toEqual([600, 320, false])
    const fails = () => {
      throw new Error('in the page')
    }
    await expect(tab.evaluate(fails, null)).rejects.toThrow('in the page')
    await tab.close()
  })

  test('two tabs are both visible', async () => {
    const tabs = [
      await browser.open(PAGE, { width: 500, height: 300 }),
      await browser.open(PAGE, { width: 500, height: 300 }),
    ]
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => resolve(document.hidden)))
    for (const tab of tabs) expect(await tab.evaluate(painted, null)).toBe(false)
    for (const tab of tabs) await tab.close()
  })

  test('a tab is zoomed and its media emulated, where the driver can', async () => {
    const tab = await browser.open(PAGE, { width: 500, height: 300 })
    const look = () => [innerWidth, devicePixelRatio, matchMedia('(prefers-color-scheme: dark)').matches]
    if (name === 'chromium') {
      await tab.media({ colorScheme: 'dark' })
      await tab.zoom(2)
      expect(await tab.evaluate(look, null)).toEqual([250, 2, true])
    } else {
      await expect(tab.media({ colorScheme: 'dark' })).rejects.toThrow(NotSupported)
      await expect(tab.zoom(2)).rejects.toThrow(NotSupported)
    }
    await tab.close()
  })
})
