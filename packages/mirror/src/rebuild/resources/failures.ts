import { dom } from '../dom.ts'

export type FailureListener = {
  /** An image of this element did not load. */
  readonly element: (element: Element) => void
  /** Whether it matters how this address loads. */
  readonly isOwn: (url: string) => boolean
  readonly url: (url: string) => void
  /** A font of this family did not load. */
  readonly font: (family: string) => void
}

/**
 * Tells what this browser cannot load in a mirrored document or shadow root. Images say so themselves and fonts by family;
 * for what style sheets name there is only the timeline, which does not say how it went for other origins: those are loaded
 * once more, from the cache.
 */
export function watchFailures(
  root: Document | ShadowRoot,
  watched: WeakSet<Window>,
  listener: FailureListener,
): void {
  dom.on(root, 'error', ({ target }) => listener.element(target as Element), { capture: true })
  if (dom.nodeType(root) !== 9) return
  const document = root as Document
  const defaultView = dom.defaultView(document)
  // The window and its fonts stay the same while documents are opened anew in it.
  if (defaultView === null || watched.has(defaultView)) return
  watched.add(defaultView)
  document.fonts?.addEventListener('loadingerror', (event) => {
    for (const { family } of event.fontfaces) listener.font(family.trim().replace(/^["']|["']$/g, ''))
  })
  const Observer = (defaultView as { PerformanceObserver?: typeof PerformanceObserver }).PerformanceObserver
  if (Observer === undefined) return
  new Observer((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const url = entry.name.split('#')[0] ?? ''
      if (listener.isOwn(url)) judge(url, entry.responseStatus, listener)
    }
  }).observe({ type: 'resource', buffered: true })
}

function judge(url: string, status: number, listener: FailureListener): void {
  if (status >= 400) listener.url(url)
  else if (!(status >= 200)) {
    const probe = new Image()
    probe.referrerPolicy = 'no-referrer'
    probe.addEventListener('error', () => listener.url(url))
    probe.src = url
  }
}
