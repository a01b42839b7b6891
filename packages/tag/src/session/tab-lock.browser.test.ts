import { afterEach, expect, test } from 'vitest'
import { createChannelLock, createTabLock, type TabLock } from './tab-lock.ts'

const cleanups: (() => void)[] = []
let names = 0

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** Another page of the same site. */
function openPage(): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  cleanups.push(() => frame.remove())
  return frame
}

function windowOf(frame: HTMLIFrameElement): Window {
  if (frame.contentWindow === null) throw new Error('the frame has no window')
  return frame.contentWindow
}

const kinds: [string, (name: string, window: Window) => TabLock][] = [
  ['a web lock', createTabLock],
  ['a lock by messages', (name) => createChannelLock(name)],
]

test.each(kinds)('%s is given to one page only', async (_kind, create) => {
  const name = `test-lock-${names++}`
  const first = create(name, window)
  const second = create(name, windowOf(openPage()))
  cleanups.push(() => first.release())
  expect(await first.acquire(1000)).toBe(true)
  expect(await second.acquire(300)).toBe(false)
})

test.each(kinds)('%s that is given back goes to the page that waits for it', async (_kind, create) => {
  const name = `test-lock-${names++}`
  const former = create(name, window)
  const next = create(name, windowOf(openPage()))
  cleanups.push(() => next.release())
  await former.acquire(1000)
  const waiting = next.acquire(3000)
  former.release()
  expect(await waiting).toBe(true)
})

test('a web lock is free when the page that held it is gone', async () => {
  const name = `test-lock-${names++}`
  const frame = openPage()
  await createTabLock(name, windowOf(frame)).acquire(1000)
  const next = createTabLock(name, window)
  cleanups.push(() => next.release())
  const waiting = next.acquire(3000)
  frame.remove()
  expect(await waiting).toBe(true)
})

test('a web lock that is free is given to a page that is too busy to hear of it in time', async () => {
  const lock = createTabLock(`test-lock-${names++}`, window)
  cleanups.push(() => lock.release())
  const asked = lock.acquire(100)
  const until = performance.now() + 400
  while (performance.now() < until);
  expect(await asked).toBe(true)
})
