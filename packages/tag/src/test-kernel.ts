import type { Kernel, Modules } from './kernel.ts'
import type { Builtins } from './loader/builtins.ts'
import { createEventHub } from './loader/event-hub.ts'
import type { KeyValueStore } from './loader/key-value-store.ts'

/** For tests: a kernel without a page, as far as it is not given. Storage is memory, so that a second kernel can go on with it. */
export function createTestKernel(overrides: Partial<Kernel> = {}): Kernel {
  return {
    serverUrl: 'https://help.example',
    siteKey: 'site',
    pageId: 'page-1',
    tabId: 'tab-1',
    builtins: testBuiltins(),
    early: {},
    local: createMemoryStore(),
    tab: createMemoryStore(),
    ui: undefined as never,
    launcher: undefined as never,
    events: createEventHub(),
    hasLauncher: true,
    identity: null,
    session: null,
    load: () => Promise.reject(new Error('nothing is loaded in this test')),
    running: () => undefined,
    ...overrides,
  }
}

/** A `load` that knows only these modules. */
export function loadOnly(modules: Partial<Modules>): Kernel['load'] {
  return <Name extends keyof Modules>(name: Name) => {
    const module = modules[name] as Modules[Name] | undefined
    return module === undefined ? Promise.reject(new Error(`no ${name} here`)) : Promise.resolve(module)
  }
}

export function createMemoryStore(): KeyValueStore {
  const values = new Map<string, string>()
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
  }
}

function testBuiltins(): Builtins {
  return {
    setTimeout: (task, ms) => Number(setTimeout(task, ms)),
    clearTimeout: (timer) => clearTimeout(timer),
    requestAnimationFrame: () => 0,
    cancelAnimationFrame: () => undefined,
    now: () => Date.now(),
    fetch: () => Promise.reject(new TypeError('no network in this test')),
    createElement: (name) => document.createElement(name),
    MutationObserver: globalThis.MutationObserver,
  }
}
