/**
 * A session lives in one tab. A duplicated tab copies `sessionStorage`, and with it the session's token, so a page shares
 * itself only while it holds the lock.
 */
export type TabLock = {
  /** Waits up to `timeoutMs`, because the former page of the same tab may still be unloading. */
  acquire(timeoutMs: number): Promise<boolean>
  release(): void
}

export function createTabLock(name: string, window: Window): TabLock {
  // Web Locks are missing on plain-http pages other than localhost.
  const locks = (window.navigator as Partial<Navigator>).locks
  return locks === undefined ? createChannelLock(name) : createWebLock(name, locks)
}

/** Of waiting. Short ones, because of a page that is busy for longer: its browser's answer comes before the next one ends. */
const STEP_MS = 100

function createWebLock(name: string, locks: LockManager): TabLock {
  let release = () => {}
  return {
    acquire(timeoutMs) {
      const aborter = new AbortController()
      let timer: ReturnType<typeof setTimeout>
      const wait = (leftMs: number) => {
        timer = setTimeout(() => (leftMs > 0 ? wait(leftMs - STEP_MS) : aborter.abort()), STEP_MS)
      }
      wait(timeoutMs)
      return new Promise((resolve) => {
        const hold = () => {
          clearTimeout(timer)
          resolve(true)
          return new Promise<void>((done) => (release = done))
        }
        locks.request(name, { signal: aborter.signal }, hold).catch(() => resolve(false))
      })
    },
    release: () => release(),
  }
}

/** How long a holder has to object. Milliseconds. */
const OBJECTION_MS = 250

/** The same without Web Locks: whoever holds the name objects when another page asks for it. */
export function createChannelLock(name: string): TabLock {
  let channel: BroadcastChannel | null = null
  const ask = (target: BroadcastChannel) =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), OBJECTION_MS)
      target.addEventListener('message', ({ data }) => {
        if (data !== 'held') return
        clearTimeout(timer)
        resolve(false)
      })
      target.postMessage('who holds this?')
    })
  return {
    async acquire(timeoutMs) {
      const target = new BroadcastChannel(name)
      const attempts = Math.max(1, Math.floor(timeoutMs / OBJECTION_MS))
      for (let attempt = 0; attempt < attempts; attempt++) {
        if (await ask(target)) {
          target.addEventListener('message', ({ data }) => {
            if (data === 'who holds this?') target.postMessage('held')
          })
          channel = target
          return true
        }
        await new Promise((resolve) => setTimeout(resolve, OBJECTION_MS))
      }
      target.close()
      return false
    },
    release() {
      channel?.close()
      channel = null
    },
  }
}
