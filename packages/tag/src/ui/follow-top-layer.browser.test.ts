import { afterEach, expect, test } from 'vitest'
import { takeBuiltins } from '../loader/builtins.ts'
import { followTopLayer } from './follow-top-layer.ts'
import { createShadowHost } from './shadow-host.ts'

const cleanups: (() => void)[] = []

afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup()
})

function setUp() {
  const ui = createShadowHost(document, takeBuiltins(window))
  ui.addSheet('button{position:fixed;left:0;top:0;width:60px;height:30px}')
  ui.mount('box').append(document.createElement('button'))
  const stop = followTopLayer(ui, document)
  cleanups.push(() => ui.stop(), stop)
  return { stop, isReachable: () => document.elementFromPoint(20, 10) === ui.element, ui }
}

function addDialog(): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  dialog.style.transform = 'translateX(10px)'
  document.body.append(dialog)
  cleanups.push(() => dialog.remove())
  return dialog
}

test('a modal dialog of the page does not lock the visitor out of the interface', async () => {
  const { isReachable } = setUp()
  expect(isReachable()).toBe(true)
  const dialog = addDialog()
  dialog.showModal()
  await expect.poll(isReachable).toBe(true)
  dialog.close()
  await expect.poll(isReachable).toBe(true)
})

test('neither does a dialog over a dialog', async () => {
  const { isReachable, ui } = setUp()
  addDialog().showModal()
  const upper = addDialog()
  upper.showModal()
  await expect.poll(() => ui.element.parentNode).toBe(upper)
  expect(isReachable()).toBe(true)
})

test('a dialog that is thrown away while open does not take the interface with it', async () => {
  const { isReachable, ui } = setUp()
  const dialog = addDialog()
  dialog.showModal()
  await expect.poll(() => ui.element.parentNode).toBe(dialog)
  dialog.remove()
  await expect.poll(() => ui.element.parentNode).toBe(document.documentElement)
  expect(isReachable()).toBe(true)
})

test('when nobody needs it any more everything is back in its place', async () => {
  const { stop, ui } = setUp()
  const dialog = addDialog()
  dialog.showModal()
  await expect.poll(() => ui.element.parentNode).toBe(dialog)
  stop()
  expect(ui.element.parentNode).toBe(document.documentElement)
  expect(ui.element.hasAttribute('popover')).toBe(false)
})
