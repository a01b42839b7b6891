import type { OpOf } from '../../format/index.ts'
import type { CaptureContext, Observer } from '../context.ts'
import { Privacy } from '../masking.ts'
import { patchMethod } from '../patch.ts'

const EVENTS = 'play pause seeked ratechange volumechange ended loadedmetadata emptied timeupdate'.split(' ')
/** By these scripts turn the clock of a drawing (SVG). */
const CLOCK = ['pauseAnimations', 'unpauseAnimations', 'setCurrentTime']
/** How often a playing one says where it is. Milliseconds. */
const RESYNC_MS = 3000

/** How videos, sounds and animated drawings play. */
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
  const drawn = (target: unknown) => {
    const drawing = ctx.dom.drawing(target as Element)
    if (drawing !== null) ctx.marks.media(drawing)
  }
  return ctx.roots.onRoot((root, window) => {
    const owner = root === window.document ? [window.SVGSVGElement.prototype] : []
    const restore = owner.flatMap((one) => CLOCK.map((name) => patchMethod(one, name, ctx.guard, drawn)))
    for (const type of EVENTS) root.addEventListener(type, changed, true)
    return () => {
      for (const type of EVENTS) root.removeEventListener(type, changed, true)
      for (const undo of restore) undo()
    }
  })
}

/** Undefined for private ones, and for those of which there is nothing to say. */
export function mediaOp(ctx: CaptureContext, element: Element): OpOf<'media'> | undefined {
  const { dom, table, masking } = ctx
  const id = table.id(element)
  if (id === undefined || masking.of(element) !== Privacy.open) return undefined
  const media = isPlayer(dom.nodeName(element)) ? dom.media(element) : dom.drawingTime(element)
  const { time, ...rest } = media
  return { op: 'media', id, time: Number.isFinite(time) ? Math.max(0, time) : 0, ...rest }
}

/** Else it is a drawing (SVG) whose clock counts. */
export function isPlayer(name: string): boolean {
  return name === 'VIDEO' || name === 'AUDIO'
}

/** Whether only the visitor's browser has what the video shows: a stream, or what a script put together. */
export function isLocalVideo(ctx: CaptureContext, element: Element): boolean {
  return ctx.dom.nodeName(element) === 'VIDEO' && ctx.dom.isLocalMedia(element)
}
