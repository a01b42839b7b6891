import type { CaptureContext, Observer } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { readableDocument } from '../roots.ts'

/** How often frames are looked at: a navigation shows its new document before it has loaded. Milliseconds. */
const LOOK_MS = 300

/** Documents of same-origin frames: loads and navigations in them. */
export const frames: Observer = (ctx) => {
  const look = (frame: Element) => {
    if (ctx.table.id(frame) === undefined) return
    const document = readableDocument(ctx, frame)
    const before = ctx.roots.documentOf(frame)
    if (document !== (before ?? null)) replace(ctx, frame, before)
  }
  const loaded = ctx.guard((event: Event) => {
    const name = event.target === null ? '' : ctx.dom.nodeName(event.target as Node)
    if (name === 'IFRAME' || name === 'FRAME') {
      look(event.target as Element)
      ctx.foreign?.handleLoad(event.target as Element)
    }
    // Of a style element: what it imports has come.
    if (name === 'LINK' || name === 'STYLE') ctx.marks.sheets(ctx.dom.root(event.target as Node))
  })
  const detach = ctx.roots.onRoot((root) => {
    root.addEventListener('load', loaded, true)
    return () => root.removeEventListener('load', loaded, true)
  })
  let cancel = () => undefined as void
  const lookAtAll = ctx.guard(() => {
    const hosts: Element[] = []
    for (const root of ctx.roots) {
      const host = ctx.dom.nodeType(root) === DOCUMENT ? ctx.roots.hostOf(root) : null
      if (host !== null) hosts.push(host)
    }
    for (const host of hosts) look(host)
    cancel = ctx.scheduler.after(LOOK_MS, lookAtAll)
  })
  lookAtAll()
  return () => {
    cancel()
    detach()
  }
}

/** The frame shows another document: the old one's nodes are gone, though they never were removed from it. */
function replace(ctx: CaptureContext, frame: Element, before: Document | undefined): void {
  if (before !== undefined) {
    ctx.marks.settle()
    ctx.marks.documentGone(before)
    ctx.roots.removeFrame(frame)
  }
  // A frame that went to another site is sent anew, empty: so the old document leaves the viewers.
  if (readableDocument(ctx, frame) === null) ctx.marks.resend(frame)
  else ctx.marks.frame(frame)
}
