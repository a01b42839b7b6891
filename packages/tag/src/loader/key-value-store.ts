export type KeyValueStore = {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
}

/**
 * A part of the site's storage under our prefix. Where storage is forbidden or full (private windows, sandboxed frames)
 * values live in memory until the page goes; nothing here throws.
 */
export function createKeyValueStore(open: () => Storage, prefix: string): KeyValueStore {
  const memory = new Map<string, string>()
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(open())
    } catch {
      return undefined
    }
  }
  return {
    get: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(prefix + key)) ?? null,
    set(key, value) {
      const stored = attempt((storage) => {
        storage.setItem(prefix + key, value)
        return true
      })
      if (stored === true) memory.delete(key)
      else memory.set(key, value)
    },
    remove(key) {
      memory.delete(key)
      attempt((storage) => {
        storage.removeItem(prefix + key)
      })
    },
  }
}

/** What was stored as JSON; null when there is nothing, or nothing readable. */
export function readJson<T>(store: KeyValueStore, key: string): T | null {
  try {
    return JSON.parse(store.get(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

/** Old libraries put a `toJSON` on Array.prototype; a replacer is asked after it, and answers with what was there before. */
export function writeJson(store: KeyValueStore, key: string, value: unknown): void {
  function original(this: Record<string, unknown>, name: string): unknown {
    return this[name]
  }
  store.set(key, JSON.stringify(value, original))
}
