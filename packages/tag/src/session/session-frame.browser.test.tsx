import type { SessionLink } from '@alongside/link'
import { startCapture } from '@alongside/mirror/capture'
import { createController } from '@alongside/mirror/controller'
import { createLinkPair, type LinkPair } from '@alongside/testkit'
import { render } from 'preact'
import { afterEach, expect, test } from 'vitest'
import { type Kernel, KEYS } from '../kernel.ts'
import { type Builtins, takeBuiltins } from '../loader/builtins.ts'
import { createMemoryStore, createTestKernel } from '../test-kernel.ts'
import { createShadowHost } from '../ui/shadow-host.ts'
import type { Engine } from './page-share.ts'
import { SessionFrame } from './session-frame.tsx'
import { createSessionRunner } from './session-runner.ts'

const cleanups: (() => void)[] = []
const loadController = () => Promise.resolve(createController)
const engine: Engine = { startCapture, loadController }
let sessions = 0

afterEach(() => {
  for (const cleanup of cleanups.splice(0).toReversed()) cleanup()
})

function storedSession(): ReturnType<typeof createMemoryStore> {
  const tab = createMemoryStore()
  const stored = { sessionId: `ses${++sessions}`, mode: 'shared', from: 'Ana', token: 't' }
  tab.set(KEYS.session, JSON.stringify(stored))
  return tab
}

function holdLongTimers(builtins: Builtins, held: Map<number, () => void>): Builtins {
  let last = 1e9
  return {
    ...builtins,
    setTimeout(task, ms) {
      if (ms < 10_000 || ms >= 60_000) return builtins.setTimeout(task, ms)
      held.set(++last, task)
      return last
    },
    clearTimeout: (timer) => void (held.delete(timer) || builtins.clearTimeout(timer)),
  }
}

/** A page load of a tab whose storage may name a session. */
function openPage(tab = storedSession(), over: { pair?: LinkPair; engine?: Engine } = {}) {
  const notices = new Map<number, () => void>()
  const builtins = holdLongTimers(takeBuiltins(window), notices)
  const ui = createShadowHost(document, builtins)
  const kernel: Kernel = createTestKernel({ builtins, ui, tab })
  const pair = over.pair ?? createLinkPair()
  const links: SessionLink[] = []
  const model = createSessionRunner({
    kernel,
    window,
    engine: over.engine ?? engine,
    overlayBox: ui.mount('overlay'),
    connect(options) {
      links.push(pair.host)
      pair.host.on('welcome', ({ token }) => options.onToken?.(token))
      return pair.host
    },
  })
  const heard: string[] = []
  for (const name of ['session.active', 'session.ended', 'participant.joined', 'participant.left']) {
    kernel.events.on(name, () => void heard.push(name))
  }
  render(<SessionFrame model={model} />, ui.mount('session'))
  const close = () => {
    model.stop()
    ui.stop()
  }
  cleanups.push(close)
  model.begin()
  return {
    kernel,
    model,
    pair,
    links,
    heard,
    /** Timers of ten seconds and more: they run when the test says so. */
    notices,
    close,
    frame: () => ui.root.querySelector('.frame')?.className ?? null,
    text: () => ui.root.querySelector('.bar p')?.textContent ?? null,
    button: (name: string) => ui.root.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`),
  }
}

/** Until the page has taken up its session and the server has let it in. */
async function untilActive(page: ReturnType<typeof openPage>): Promise<void> {
  await expect.poll(page.frame).toBe('frame starting')
  await page.pair.flush()
  await expect.poll(page.frame).toBe('frame active')
}

test('the frame stands before the server has answered, and says then who watches', async () => {
  const page = openPage()
  await expect.poll(page.frame).toBe('frame starting')
  expect(page.text()).toBe('Connecting with Ana…')
  await untilActive(page)
  await expect.poll(page.text).toMatch(/sees? this page and can work on it with you/)
  expect(page.kernel.session).toMatchObject({ state: 'active', mode: 'shared' })
})

test('without a session there is no frame', async () => {
  const page = openPage(createMemoryStore())
  await page.pair.flush()
  expect(page.frame()).toBeNull()
  expect(page.links).toEqual([])
})

test('an end by the other side takes the frame away and says who ended it', async () => {
  const page = openPage()
  await untilActive(page)
  page.pair.end('agent_ended')
  await page.pair.flush()
  await expect.poll(page.frame).toBeNull()
  expect(page.text()).toBe('Ana has ended the session.')
  expect(page.kernel.session).toBeNull()
  expect(page.kernel.tab.get(KEYS.session)).toBeNull()
  expect(page.heard).toEqual(['session.active', 'participant.joined', 'session.ended'])
})

test('the sentence about the end goes by itself, but not while it has the focus or the pointer', async () => {
  const page = openPage()
  await untilActive(page)
  page.pair.end('agent_ended')
  await page.pair.flush()
  await expect.poll(() => page.notices.size).toBe(1)
  const dismiss = page.button('Dismiss')
  dismiss?.focus()
  await expect.poll(() => page.notices.size).toBe(0)
  dismiss?.blur()
  await expect.poll(() => page.notices.size).toBe(1)
  const notice = dismiss?.closest('section')
  notice?.dispatchEvent(new PointerEvent('pointerenter'))
  await expect.poll(() => page.notices.size).toBe(0)
  notice?.dispatchEvent(new PointerEvent('pointerleave'))
  await expect.poll(() => page.notices.size).toBe(1)
  for (const runOut of page.notices.values()) runOut()
  await expect.poll(page.text).toBeNull()
})

test('while the highlight tool is on, the bar says what a click does', async () => {
  const page = openPage()
  await untilActive(page)
  page.button('Highlight')?.click()
  await expect.poll(page.text).toMatch(/point it out/)
  page.button('Highlight')?.click()
  await expect.poll(page.text).toMatch(/sees? this page/)
})

test('End session ends it at once, and the other side hears of it', async () => {
  const page = openPage()
  await untilActive(page)
  const reasons: string[] = []
  page.pair.viewer.on('session', (view) => {
    if (view.state === 'ended') reasons.push(view.reason)
  })
  page.button('End session')?.click()
  await expect.poll(page.frame).toBeNull()
  expect(page.text()).toBe('You have ended the session.')
  await page.pair.flush()
  expect(reasons).toEqual(['visitor_ended'])
})

test('an end without a connection is told when the connection is back', async () => {
  const page = openPage()
  await untilActive(page)
  page.pair.disconnect('host')
  page.button('End session')?.click()
  await expect.poll(page.frame).toBeNull()
  const states: string[] = []
  page.pair.viewer.on('session', ({ state }) => void states.push(state))
  page.pair.reconnect('host')
  await page.pair.flush()
  expect(states.at(-1)).toBe('ended')
})

test('a lost connection shows, and the frame is whole again when it is back', async () => {
  const page = openPage()
  await untilActive(page)
  page.pair.disconnect('host')
  await expect.poll(page.frame).toBe('frame reconnecting')
  expect(page.text()).toBe('Connection lost. Reconnecting…')
  page.pair.reconnect('host')
  await page.pair.flush()
  await expect.poll(page.frame).toBe('frame active')
  expect(page.heard.filter((name) => name === 'session.active')).toHaveLength(1)
})

test('the next page of the tab goes on with the newest token', async () => {
  const first = openPage()
  await untilActive(first)
  const { tab } = first.kernel
  first.close()
  expect(JSON.parse(tab.get(KEYS.session) ?? '{}')).toMatchObject({ from: 'Ana', token: 'token' })
  const next = openPage(tab)
  await untilActive(next)
})

test('a page that comes back from the back/forward cache takes the session up again', async () => {
  const page = openPage()
  await untilActive(page)
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
  await expect.poll(page.frame).toBeNull()
  expect(page.pair.host.status.state).toBe('closed')
  expect(page.kernel.tab.get(KEYS.session)).not.toBeNull()
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  await expect.poll(page.frame).toBe('frame starting')
  expect(page.links).toHaveLength(2)
})

test('a duplicated tab stays quiet and forgets the session', async () => {
  const first = openPage()
  await untilActive(first)
  const copy = createMemoryStore()
  copy.set(KEYS.session, first.kernel.tab.get(KEYS.session) ?? '')
  const duplicate = openPage(copy)
  await expect.poll(() => copy.get(KEYS.session), { timeout: 8000 }).toBeNull()
  expect([duplicate.frame(), duplicate.text(), duplicate.links]).toEqual([null, null, []])
  expect(first.frame()).toBe('frame active')
})

test('a page that cannot be mirrored ends the session for both instead of showing a frame over nothing', async () => {
  const broken: Engine = {
    loadController,
    startCapture() {
      throw new Error('broken page')
    },
  }
  const page = openPage(storedSession(), { engine: broken })
  await expect.poll(page.frame).toBe('frame starting')
  const states: string[] = []
  page.pair.viewer.on('session', ({ state }) => void states.push(state))
  await page.pair.flush()
  await expect.poll(page.frame).toBeNull()
  expect(page.text()).toMatch(/something went wrong/)
  await page.pair.flush()
  expect(states.at(-1)).toBe('ended')
})

test('a mirror that fails begins anew once, with a fresh stream; the second failure ends the session', async () => {
  const fail: ((error: unknown) => void)[] = []
  const fragile: Engine = {
    loadController,
    startCapture(options) {
      fail.push(options.onFailure)
      return startCapture(options)
    },
  }
  const page = openPage(storedSession(), { engine: fragile })
  const streams: number[] = []
  page.pair.viewer.on('frame', ({ stream }) => void streams.push(stream))
  await untilActive(page)
  const flushed = async () => {
    await page.pair.flush()
    return new Set(streams)
  }
  await expect.poll(flushed).toEqual(new Set([1]))
  fail[0]?.(new Error('once'))
  await expect.poll(flushed).toEqual(new Set([1, 2]))
  expect([page.frame(), fail.length]).toEqual(['frame active', 2])
  fail[1]?.(new Error('again'))
  await expect.poll(page.frame).toBeNull()
  expect(page.text()).toMatch(/something went wrong/)
})

test('a viewer without the right is refused by the page, whatever the server let through', async () => {
  const page = openPage(storedSession(), { pair: createLinkPair({ mode: 'view' }) })
  await untilActive(page)
  const results: unknown[] = []
  page.pair.viewer.on('command-result', (result) => void results.push(result))
  const action = { kind: 'reload' } as const
  page.pair.viewer.send('command', { id: 1, epoch: 'e', version: 0, action })
  await page.pair.flush()
  await expect.poll(() => results).toEqual([{ id: 1, status: 'refused', reason: 'not_allowed' }])
})
