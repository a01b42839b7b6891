import type { CaptureContext } from '../context.ts'
import { DOCUMENT } from '../dom.ts'

/** Browsers keep no more entries than this from before an observer came. */
const BUFFER = 250

const BY_SCRIPT: ReadonlySet<string> = new Set(['fetch', 'xmlhttprequest', 'beacon'])

/**
 * What the page's own style sheets and elements have loaded, as the browser's timeline tells. Only what it has loaded by
 * itself is ever given to viewers. `onLoad` is called with URLs, and with elements that finished loading.
 */
export class PageLoads {
  readonly #urls = new Set<string>()
  /** The timeline was full before we came: then anything may have been loaded. */
  #isIncomplete = false
  readonly onUrls = new Set<() => void>()
  readonly onElement = new Set<(element: Element) => void>()
  readonly #stop: () => void

  constructor(ctx: CaptureContext) {
    const handleLoad = ctx.guard((event: Event) => {
      const { target } = event
      if (target !== null) for (const listener of this.onElement) listener(target as Element)
    })
    const stops = new Set<() => void>()
    const detach = ctx.roots.onRoot((root, window) => {
      // Neither event leaves shadow trees.
      const listening = new AbortController()
      const how = { capture: true, signal: listening.signal }
      root.addEventListener('load', handleLoad, how)
      root.addEventListener('error', handleLoad, how)
      const observer = ctx.dom.nodeType(root) === DOCUMENT ? this.#observe(ctx, window) : null
      const stop = () => {
        listening.abort()
        observer?.disconnect()
        stops.delete(stop)
      }
      stops.add(stop)
      return stop
    })
    this.#stop = () => {
      detach()
      for (const stop of stops) stop()
    }
  }

  has(url: string): boolean {
    return this.#isIncomplete || this.#urls.has(url)
  }

  stop(): void {
    this.#stop()
  }

  #note({ name, initiatorType }: PerformanceResourceTiming): void {
    // What scripts ask for (we, too) shows nothing.
    if (!BY_SCRIPT.has(initiatorType)) this.#urls.add(name.split('#')[0] ?? '')
  }

  #observe(ctx: CaptureContext, window: Window & typeof globalThis): PerformanceObserver | null {
    if (window.PerformanceObserver === undefined) {
      this.#isIncomplete = true
      return null
    }
    let isFirst = true
    const observer = new window.PerformanceObserver(
      ctx.guard((list: PerformanceObserverEntryList) => {
        const entries = list.getEntries()
        if (isFirst && entries.length >= BUFFER) this.#isIncomplete = true
        isFirst = false
        for (let i = 0; i < entries.length; i++) this.#note(entries[i] as PerformanceResourceTiming)
        for (const listener of this.onUrls) listener()
      }),
    )
    observer.observe({ type: 'resource', buffered: true })
    return observer
  }
}
