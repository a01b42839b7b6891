import { watchEarly } from '@alongside/mirror/early'
import { type Kernel, KEYS } from '../kernel.ts'
import { createShadowHost } from '../ui/shadow-host.ts'
import { takeBuiltins } from './builtins.ts'
import { createEventHub } from './event-hub.ts'
import type { ScriptSettings } from './find-script.ts'
import { createKeyValueStore } from './key-value-store.ts'
import { createLauncher } from './launcher.ts'
import { createModuleLoader } from './load-module.ts'
import { createPublicApi, type PublicApi, type QueuedCall } from './public-api.ts'
import { randomId } from './random-id.ts'

type PageWindow = Window & typeof globalThis & { alongside?: unknown }

/** Sets up the global and the launcher, and loads what this page needs now. Safe to call twice. */
export function startLoader(window: PageWindow, settings: ScriptSettings): void {
  const before = window.alongside
  if (isLoaded(before)) return
  const kernel = createKernel(window, settings)
  const api = createPublicApi(kernel)
  window.alongside = api
  // In a frame of the site the page around it has the interface and the session; calls but `join` still work here.
  if (window.parent === window) resume(window, kernel)
  else awaitOffer(window, kernel)
  if (Array.isArray(before)) api.push(...(before as QueuedCall[]))
}

function createKernel(window: PageWindow, settings: ScriptSettings): Kernel {
  const builtins = takeBuiltins(window)
  const prefix = `alongside:${settings.siteKey}:`
  const tab = createKeyValueStore(() => window.sessionStorage, prefix)
  const ui = createShadowHost(window.document, builtins)
  const modules = createModuleLoader(settings.moduleBase, builtins, () => kernel)
  const openChat = () => {
    modules.load('chat').then((chat) => chat.open(), ignore)
  }
  const kernel: Kernel = {
    serverUrl: settings.serverUrl,
    siteKey: settings.siteKey,
    hasLauncher: settings.hasLauncher,
    pageId: randomId(),
    tabId: tab.get(KEYS.tabId) ?? randomId(),
    builtins,
    early: watchEarly(window),
    local: createKeyValueStore(() => window.localStorage, prefix),
    tab,
    ui,
    launcher: createLauncher(window.document, ui, builtins, openChat),
    events: createEventHub(),
    identity: null,
    session: null,
    load: modules.load,
    running: modules.running,
  }
  tab.set(KEYS.tabId, kernel.tabId)
  return kernel
}

const ignore = () => undefined

/** Goes on with what the last page of this tab, or another tab, had begun. */
function resume(window: PageWindow, kernel: Kernel): void {
  const { document } = window
  if (kernel.tab.get(KEYS.session) !== null) {
    kernel.load('session').then((session) => session.begin(), ignore)
  }
  const isTalking =
    kernel.tab.get(KEYS.accepting) !== null ||
    kernel.tab.get(KEYS.windowOpen) !== null ||
    Number(kernel.local.get(KEYS.talkUntil)) > kernel.builtins.now()
  if (isTalking) kernel.load('chat').catch(ignore)
  if (!kernel.hasLauncher) return
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => kernel.launcher.draw(), { once: true })
  } else kernel.launcher.draw()
}

/** A page of another origin around this frame asks to mirror it. Until then nothing happens here; who it is, is checked there. */
function awaitOffer(window: PageWindow, kernel: Kernel): void {
  window.addEventListener('message', (event: MessageEvent<{ alongside?: unknown } | null>) => {
    if (event.data?.alongside) kernel.load('frame').then((frame) => frame.serve(event), ignore)
  })
}

function isLoaded(value: unknown): value is PublicApi {
  return typeof value === 'object' && value !== null && 'version' in value
}
