import type { VisitorLink } from '@alongside/link'
import type { MaskingRules, Page } from '@alongside/protocol'
import type { ReadonlySignal } from '@preact/signals'
import type { Kernel } from '../kernel.ts'
import { shownTitle } from './shown-title.ts'

const POLL_MS = 1000

/** Where the Navigation API is missing, the address is compared from time to time: we do not patch the page's `history`. */
type NavigationLike = EventTarget

/** Tells the server which page the visitor is on: at each connection and whenever the address or the masking changes. */
export function reportPage(
  kernel: Kernel,
  link: VisitorLink,
  window: Window,
  masking: ReadonlySignal<MaskingRules>,
): () => void {
  const aborter = new AbortController()
  let told = ''
  let timer = 0
  const tell = () => {
    const page = currentPage(window, masking.peek())
    const key = `${page.url}\n${page.title}`
    if (key === told || link.status.state !== 'connected') return
    told = key
    void link.request('page', page)
  }
  // The title of a single-page site changes just after its address.
  const tellSoon = () => {
    kernel.builtins.clearTimeout(timer)
    timer = kernel.builtins.setTimeout(tell, 300)
  }
  const stopListening = link.on('state', () => {
    told = ''
    tell()
  })
  const stopMasking = masking.subscribe(() => tell())
  const navigation = (window as { navigation?: NavigationLike }).navigation
  if (navigation === undefined) {
    const poll = () => {
      tell()
      timer = kernel.builtins.setTimeout(poll, POLL_MS)
    }
    poll()
  } else {
    navigation.addEventListener('currententrychange', tellSoon, { signal: aborter.signal })
    window.addEventListener('load', tellSoon, { signal: aborter.signal })
  }
  return () => {
    stopListening()
    stopMasking()
    aborter.abort()
    kernel.builtins.clearTimeout(timer)
  }
}

/** Without query and fragment: they may hold what is private. So may the title: it is empty when it is masked. */
export function currentPage(window: Window, masking: MaskingRules): Page {
  const { origin, pathname } = window.location
  return {
    url: (origin + pathname).slice(0, 4096),
    title: shownTitle(window.document, masking).slice(0, 500),
  }
}
