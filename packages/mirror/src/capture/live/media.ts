import type { OpOf } from '../../format/index.ts'
import type { CaptureContext, Observer } from '../context.ts'
import { Privacy } from '../masking.ts'

const EVENTS = 'play pause seeked ratechange volumechange ended loadedmetadata emptied timeupdate'.split(' ')
/** How often a playing one says where it is. Milliseconds. */
const RESYNC_MS = 3000

/** How videos and sounds play. */
export const media: Observer = (ctx) => {
  const saidAt = new WeakMap<EventTarget, number>()
  const changed = ctx.guard((event: Event) => {
    const { target } = event
    if (target === null) return
    const now = ctx.scheduler.now()
    if (event.type === 'timeupdate' && now - (saidAt.get(target) ?? 0) < RESYNC_MS) return
    saidAt.set(target, now)
    ctx.marks.media(target as Element)
  })
  return ctx.roots.onRoot((root) => {
    for (const type of EVENTS) root.addEventListener(type, changed, true)
    return () => {
      for (const type of EVENTS) root.removeEventListener(type, changed, true)
    }
  })
}

/** Undefined for private ones, and for those of which there is nothing to say. */
export function mediaOp(ctx: CaptureContext, element: Element): OpOf<'media'> | undefined {
  const { dom, table, masking } = ctx
  const id = table.id(element)
  if (id === undefined || masking.of(element) !== Privacy.open) return undefined
  const media = dom.media(element)
  if (media === undefined) return undefined
  const { time, ...rest } = media
  return { op: 'media', id, time: Number.isFinite(time) ? Math.max(0, time) : 0, ...rest }
}

/** Whether only the visitor's browser has what the video shows: a stream, or what a script put together. */
export function isLocalVideo(ctx: CaptureContext, element: Element): boolean {
  return ctx.dom.nodeName(element) === 'VIDEO' && ctx.dom.isLocalMedia(element)
}
