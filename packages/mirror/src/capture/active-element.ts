import type { CaptureContext } from './context.ts'
import { DOCUMENT } from './dom.ts'
import { readableDocument } from './roots.ts'

/** The element with focus, through shadow roots and frames; null when it is the page as a whole. */
export function activeElement(ctx: CaptureContext): Element | null {
  let active: Element | null = ctx.window.document.activeElement
  for (;;) {
    if (active === null || ctx.options.isOwn(active)) return null
    const inner: Document | ShadowRoot | null = ctx.dom.shadowRoot(active) ?? readableDocument(ctx, active)
    const next: Element | null = inner?.activeElement ?? null
    if (
      next === null ||
      (inner !== null && ctx.dom.nodeType(inner) === DOCUMENT && next === inner.firstElementChild)
    )
      break
    active = next
  }
  const name = ctx.dom.nodeName(active)
  return name === 'BODY' || name === 'HTML' || name === 'FRAMESET' ? null : active
}
