import { afterEach, expect, test, vi } from 'vitest'
import { takeBuiltins } from '../loader/builtins.ts'
import { keepEventsInside } from './keep-events-inside.ts'
import { createShadowHost, type ShadowHost } from './shadow-host.ts'

const cleanups: (() => void)[] = []

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** A host with a button in it, in the page of this test. */
function setUp(): { host: ShadowHost; button: HTMLButtonElement } {
  const host = createShadowHost(document, takeBuiltins(window))
  cleanups.push(() => host.stop())
  const button = document.createElement('button')
  button.textContent = 'ours'
  host.addSheet('button{position:fixed;right:10px;bottom:10px;width:120px;height:40px}')
  host.mount('box').append(button)
  return { host, button }
}

function addPageCss(css: string): void {
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
  cleanups.push(() => style.remove())
}

test('a page that swaps its body keeps the interface', () => {
  const { host } = setUp()
  const before = document.body
  document.body = document.createElement('body')
  expect(host.element.isConnected).toBe(true)
  document.body = before
})

test('a page that removes the interface gets it back', async () => {
  const { host, button } = setUp()
  host.element.remove()
  await expect.poll(() => host.element.isConnected).toBe(true)
  expect(button.getBoundingClientRect().width).toBe(120)
})

test('a page that removes it again and again does not hang, and gets it back in the end', async () => {
  const { host } = setUp()
  let removals = 0
  const observer = new MutationObserver(() => {
    if (!host.element.isConnected) return
    removals++
    host.element.remove()
  })
  observer.observe(document.documentElement, { childList: true })
  host.element.remove()
  await vi.waitFor(() => expect(removals).toBeGreaterThan(5))
  observer.disconnect()
  await expect.poll(() => host.element.isConnected, { timeout: 5000 }).toBe(true)
  expect(removals).toBeLessThan(30)
})

test.each([
  '* { all: unset !important }',
  'alongside-ui { display: none !important; visibility: hidden !important; opacity: 0 !important }',
  'html > *, div, button { display: none !important; transform: scale(0) !important }',
  'html > * { position: static !important; filter: blur(9px) !important; contain: paint !important }',
])('the page’s rule %s does not reach it', (css) => {
  const { host, button } = setUp()
  addPageCss(css)
  host.element.setAttribute('style', 'display: none !important; opacity: 0 !important')
  const box = button.getBoundingClientRect()
  expect([box.width, box.height]).toEqual([120, 40])
  const { clientWidth, clientHeight } = document.documentElement
  expect([Math.round(clientWidth - box.right), Math.round(clientHeight - box.bottom)]).toEqual([10, 10])
  expect(getComputedStyle(host.element).opacity).toBe('1')
  expect(getComputedStyle(host.element).filter).toBe('none')
  expect(button.checkVisibility({ opacityProperty: true, visibilityProperty: true })).toBe(true)
})

test('what happens in the interface does not reach the page’s own handlers', () => {
  const { host, button } = setUp()
  keepEventsInside(host.root)
  const heard: string[] = []
  for (const type of ['keydown', 'click', 'pointerdown', 'paste']) {
    const listener = () => void heard.push(type)
    document.addEventListener(type, listener)
    cleanups.push(() => document.removeEventListener(type, listener))
    button.dispatchEvent(new Event(type, { bubbles: true, composed: true }))
  }
  expect(heard).toEqual([])
})

test('its own nodes are told from the page’s', () => {
  const { host, button } = setUp()
  expect([host.isOwn(host.element), host.isOwn(button), host.isOwn(document.body)]).toEqual([
    true,
    true,
    false,
  ])
})
