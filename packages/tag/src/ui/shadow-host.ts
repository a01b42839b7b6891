import type { Builtins } from '../loader/builtins.ts'

/**
 * The one element that all of our interface lives in: `<alongside-ui>`, a child of `<html>` so that a page which swaps its
 * `<body>` (or hides everything beside its modal in it) does not touch it, with an open shadow root.
 */
export type ShadowHost = {
  readonly element: HTMLElement
  readonly root: ShadowRoot
  /** Whether a node belongs to our interface. */
  isOwn(node: Node): boolean
  /** Adds a constructed style sheet: unlike `<style>` it needs no permission in the site's policy. */
  addSheet(css: string): void
  /** Appends an empty box to the shadow root. Puts the host into the page if it is not there yet. */
  mount(className: string): HTMLElement
  /** Takes the interface out of the page for good. */
  stop(): void
}

/**
 * `!important` in a shadow root's own sheet beats `!important` of the page (CSS Scoping, "cascading" of important rules is
 * reversed), so no rule and no inline style of the page gets at the host. Everything inside is positioned by itself.
 */
const HOST_SHEET =
  ':host{all:initial!important;display:block!important;position:fixed!important;inset:0 auto auto 0!important;width:0!important;height:0!important;z-index:2147483647!important;direction:ltr!important}'

/** Of the launcher, which is all there is as long as nothing else is loaded. See keepEventsInside. */
const KEPT_FROM_START = ['click', 'pointerdown']

/** A page that keeps removing us is not fought in a tight loop. */
const REATTACHMENTS_PER_SECOND = 10

export function createShadowHost(document: Document, builtins: Builtins): ShadowHost {
  const element = builtins.createElement('alongside-ui')
  const root = element.attachShadow({ mode: 'open' })
  for (const type of KEPT_FROM_START) root.addEventListener(type, (event) => event.stopPropagation())

  const host: ShadowHost = {
    element,
    root,
    isOwn: (node) => node === element || node.getRootNode() === root,
    addSheet(css) {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    },
    mount(className) {
      const box = builtins.createElement('div')
      box.className = className
      root.append(box)
      attachment.begin()
      return box
    },
    stop() {
      attachment.stop()
      element.remove()
    },
  }
  host.addSheet(HOST_SHEET)
  const attachment = keepAttached(element, document, builtins)
  return host
}

function keepAttached(element: HTMLElement, document: Document, builtins: Builtins) {
  let recent = 0
  let timer = 0
  let observed: Element | null = null
  const observer = new builtins.MutationObserver(() => attach())
  const attach = () => {
    const parent = document.documentElement as Element | null
    if (parent === null) return
    if (parent !== observed) {
      observer.observe(parent, { childList: true })
      observed = parent
    }
    if (element.isConnected || timer !== 0) return
    if (recent >= REATTACHMENTS_PER_SECOND) {
      timer = builtins.setTimeout(() => {
        timer = recent = 0
        attach()
      }, 1000)
      return
    }
    if (recent++ === 0) builtins.setTimeout(() => (recent = 0), 1000)
    parent.append(element)
  }
  return {
    begin() {
      observer.observe(document, { childList: true })
      attach()
    },
    stop() {
      observer.disconnect()
      builtins.clearTimeout(timer)
    },
  }
}
