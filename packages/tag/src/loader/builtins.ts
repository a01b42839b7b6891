/** Functions of the platform, taken once, before the page's own scripts replace them (or at least before they do it again). */
export type Builtins = {
  readonly setTimeout: (task: () => void, ms: number) => number
  readonly clearTimeout: (timer: number) => void
  readonly requestAnimationFrame: (task: (time: number) => void) => number
  readonly cancelAnimationFrame: (request: number) => void
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly createElement: (name: string) => HTMLElement
  readonly MutationObserver: typeof MutationObserver
}

export function takeBuiltins(window: Window & typeof globalThis): Builtins {
  const { document } = window
  return {
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    requestAnimationFrame: window.requestAnimationFrame.bind(window),
    cancelAnimationFrame: window.cancelAnimationFrame.bind(window),
    now: window.Date.now.bind(window.Date),
    fetch: window.fetch.bind(window),
    // The prototype's: a page that replaces `document.createElement` shadows it on the instance.
    createElement: window.Document.prototype.createElement.bind(document),
    MutationObserver: window.MutationObserver,
  }
}
