import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, launchBrowser } from './index.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser('chromium')
})
afterAll(() => browser.close())

const PAGE = `data:text/html,<!doctype html><style>body{margin:0}div{width:100px;height:50px}div:active{color:red}</style>
<input><div>one</div><script>seen = []; for (const type of ['click', 'wheel', 'keydown'])
addEventListener(type, (e) => seen.push(type + ' ' + e.isTrusted + ' ' + e.target.nodeName))</script>`

test('a tab takes trusted input on elements', async () => {
  const tab = await browser.open(PAGE, { width: 400, height: 300 })
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

test('a tab is looked at, resized, zoomed and emulated', async () => {
  const tab = await browser.open(PAGE, { width: 400, height: 300 })
  const look = () =>
    tab.evaluate(
      () => [innerWidth, devicePixelRatio, matchMedia('(prefers-color-scheme: dark)').matches],
      null,
    )
  expect((await tab.screenshot()).subarray(1, 4).toString()).toBe('PNG')
  await tab.media({ colorScheme: 'dark' })
  await tab.resize(500, 300)
  expect(await look()).toEqual([500, 1, true])
  await tab.zoom(2)
  expect(await look()).toEqual([250, 2, true])
  await tab.close()
})
