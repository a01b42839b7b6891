import type { ShadowHost } from './shadow-host.ts'

/**
 * Keeps the interface reachable while the page shows a modal `<dialog>` or an element in full screen. Both lie in the top
 * layer above every z-index, and a modal dialog makes everything outside of itself inert: the button that ends the session
 * could not be pressed. So the host moves into the open dialog and, as a popover, into the top layer; a popover is placed
 * by the viewport, whatever the dialog's own transforms are. Returns the way back.
 */
export function followTopLayer(ui: ShadowHost, document: Document): () => void {
  const { element } = ui
  let dialog: Element | null = null

  const settle = () => {
    const next = Array.from(document.querySelectorAll('dialog:modal')).at(-1) ?? null
    if (next === dialog && element.isConnected && next === null && document.fullscreenElement === null) return
    dialog = next
    const home = next ?? document.documentElement
    if (element.parentNode !== home) home.append(element)
    raise(element, next !== null || document.fullscreenElement !== null)
    watchRemoval.disconnect()
    if (next !== null) watchRemoval.observe(document, { childList: true, subtree: true })
  }
  // Only while we are in a dialog: a page may throw it away without closing it.
  const watchRemoval = new MutationObserver(() => {
    if (!element.isConnected || dialog?.matches(':modal') !== true) settle()
  })
  const watchOpen = new MutationObserver(settle)
  watchOpen.observe(document, { subtree: true, attributeFilter: ['open'] })
  document.addEventListener('fullscreenchange', settle)
  settle()
  return () => {
    watchOpen.disconnect()
    watchRemoval.disconnect()
    document.removeEventListener('fullscreenchange', settle)
    raise(element, false)
    if (element.parentNode !== document.documentElement) document.documentElement.append(element)
  }
}

/** Taken out and put in again: what entered the top layer last lies on top. */
function raise(element: HTMLElement, isRaised: boolean): void {
  if (typeof element.showPopover !== 'function') return
  element.removeAttribute('popover')
  if (!isRaised) return
  element.setAttribute('popover', 'manual')
  element.showPopover()
}
