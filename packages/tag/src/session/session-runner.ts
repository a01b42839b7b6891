import type { connectSession } from '@alongside/link'
import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { type Kernel, KEYS, type SessionRunner, type StoredSession } from '../kernel.ts'
import { readJson } from '../loader/key-value-store.ts'
import { randomId } from '../loader/random-id.ts'
import { LiveSession } from './live-session.ts'
import type { Engine } from './page-share.ts'
import { publishSession } from './publish-session.ts'
import type { SessionEnd } from './session-end.ts'
import type { SessionState } from './session-state.ts'
import { createTabLock, type TabLock } from './tab-lock.ts'

/** The former page of the same tab has let go long before; whoever waits longer is a duplicate. Milliseconds. */
const LOCK_WAIT_MS = 3000

export type SessionRunnerOptions = {
  readonly kernel: Kernel
  readonly window: Window & typeof globalThis
  readonly connect: typeof connectSession
  readonly engine: Engine
  readonly overlayBox: HTMLElement
}

/** What the session's interface shows and does. */
export type SessionModel = SessionRunner & {
  readonly state: ReadonlySignal<SessionState>
  readonly isHighlighting: Signal<boolean>
  readonly builtins: Kernel['builtins']
  end(): void
  /** Takes the sentence about the end away. */
  dismiss(): void
  stop(): void
}

/** Keeps the session of this tab: takes it up, hands it to the next page, forgets it when it is over or elsewhere. */
export function createSessionRunner(options: SessionRunnerOptions): SessionModel {
  const { kernel, window } = options
  const state = signal<SessionState>({ phase: 'none' })
  const isHighlighting = signal(false)
  const aborter = new AbortController()
  let current: { readonly id: string; readonly lock: TabLock; live: LiveSession | null } | null = null

  const forget = () => {
    const stored = readJson<StoredSession>(kernel.tab, KEYS.session)
    if (stored === null || stored.sessionId === current?.id) {
      kernel.tab.remove(KEYS.session)
      kernel.tab.remove(KEYS.sheets)
    }
    current?.lock.release()
    current = null
    isHighlighting.value = false
  }
  const handleEnd = (id: string, end: SessionEnd) => {
    forget()
    if (end.kind === 'ended') state.value = { phase: 'ended', id, reason: end.reason, text: end.text }
    else leaveToOtherTab(kernel, state)
  }
  const model: SessionModel = {
    state,
    isHighlighting,
    builtins: kernel.builtins,
    begin: () => void begin(),
    end: () => current?.live?.end(),
    dismiss() {
      if (state.peek().phase === 'ended') state.value = { phase: 'none' }
    },
    stop() {
      suspend()
      aborter.abort()
      stopPublishing()
    },
  }
  const stopPublishing = publishSession(kernel, model)

  async function begin(): Promise<void> {
    const stored = readJson<StoredSession>(kernel.tab, KEYS.session)
    if (stored === null || current?.id === stored.sessionId) return
    suspend()
    const lock = createTabLock(`alongside-session-${stored.sessionId}`, window)
    const mine = { id: stored.sessionId, lock, live: null as LiveSession | null }
    current = mine
    const isOurs = await lock.acquire(LOCK_WAIT_MS)
    // The page may have gone, or another session begun, while we waited.
    if (current !== mine) lock.release()
    else if (!isOurs) handleEnd(mine.id, { kind: 'elsewhere' })
    else {
      const onEnd = (end: SessionEnd) => {
        if (current === mine) handleEnd(mine.id, end)
      }
      mine.live = new LiveSession({ ...options, stored, state, isHighlighting, onEnd })
    }
  }
  function suspend(): void {
    current?.live?.leave()
    current?.lock.release()
    current = null
    state.value = { phase: 'none' }
  }
  window.addEventListener('pagehide', suspend, { signal: aborter.signal })
  // Back from the back/forward cache: the page goes on where it was, the session with the newest token.
  window.addEventListener('pageshow', ({ persisted }) => persisted && model.begin(), {
    signal: aborter.signal,
  })
  return model
}

/** A duplicated tab: it stops calling itself by the name of the tab it was copied from. */
function leaveToOtherTab(kernel: Kernel, state: Signal<SessionState>): void {
  kernel.tab.set(KEYS.tabId, randomId())
  state.value = { phase: 'none' }
}
