import type { OpOf } from '../../format/index.ts'
import type { CaptureContext, PageWindow } from '../context.ts'
import type { patchMethod } from '../patch.ts'
import type { StreamState } from '../stream-state.ts'
import type { isLocalVideo } from './media.ts'
import { PixelShot } from './pixel-shot.ts'
import { windowOf } from '../roots.ts'

/** Loaded when the first canvas or stream is to be shown; see Live. */
export type PixelWatch = {
  /** What these viewers lack of the element's picture. `wait`: it is being read; undefined: nothing. */
  take(state: StreamState, element: Element): OpOf<'pixels'> | 'wait' | undefined
  /** A script has drawn on it. */
  drawn(element: Element): void
  stop(): void
}

/** How much pictures may take of a slow line: 512 kbit/s of 750. Bytes a millisecond. */
const BYTES_PER_MS = 64
/** Reading takes at most that part of the time, and happens at most that often. Milliseconds. */
const COST_SHARE = 30
const MIN_PAUSE_MS = 100
/** What no hook tells of (a worker draws, or drew before we were there) is looked at. Milliseconds. */
const LOOK_MS = 1000
const VIDEO_MS = 400
/** Without changes for this long it stands still, and is sent once more without loss. Milliseconds. */
const STILL_MS = 800
const SLICE_MS = 4
/** Larger pictures are not read. Pixels. */
const MAX_AREA = 16_000_000
const DRAWS_2D =
  'fillRect clearRect strokeRect fill stroke fillText strokeText drawImage putImageData reset'.split(' ')

type Entry = {
  readonly element: Element
  shot: PixelShot
  isInView: boolean
  isDirty: boolean
  isReading: boolean
  nextReadAt: number
  changedAt: number
  /** While it moves, pictures are compressed with loss; what changed after this version is to be sent once more. */
  stillVersion: number
  isMoving: boolean
  unseen: OpOf<'pixels'>['unseen']
  encoded: { readonly since: number; readonly version: number; readonly op: OpOf<'pixels'> } | null
  isEncoding: boolean
}

/** Handed over: were they imported, bundlers would make a file of their own of all that both parts share. */
export type PixelTools = {
  readonly patchMethod: typeof patchMethod
  readonly isLocalVideo: typeof isLocalVideo
  readonly isOpen: (element: Element) => boolean
}

export function createPixelWatch(ctx: CaptureContext, tools: PixelTools): PixelWatch {
  return new Watch(ctx, tools)
}

class Watch implements PixelWatch {
  readonly #ctx: CaptureContext
  readonly #tools: PixelTools
  readonly #entries = new Map<Element, Entry>()
  readonly #observers = new Map<PageWindow, IntersectionObserver>()
  readonly #stopHooks: () => void
  #cancelLook = () => undefined as void

  constructor(ctx: CaptureContext, tools: PixelTools) {
    this.#ctx = ctx
    this.#tools = tools
    const { patchMethod } = tools
    const drawn = (context: unknown) => this.#touch((context as CanvasRenderingContext2D).canvas)
    this.#stopHooks = ctx.roots.onRoot((root, window) => {
      if (root !== window.document) return () => undefined
      const bitmaps = window.ImageBitmapRenderingContext as { prototype: object } | undefined
      const restore = DRAWS_2D.map((name) =>
        patchMethod(window.CanvasRenderingContext2D.prototype, name, ctx.guard, drawn),
      )
      if (bitmaps !== undefined)
        restore.push(patchMethod(bitmaps.prototype, 'transferFromImageBitmap', ctx.guard, drawn))
      return () => {
        for (const undo of restore) undo()
      }
    })
    this.#look()
  }

  drawn(element: Element): void {
    const entry = this.#entries.get(element)
    if (entry !== undefined) entry.isDirty = true
  }

  stop(): void {
    this.#cancelLook()
    this.#stopHooks()
    for (const observer of this.#observers.values()) observer.disconnect()
    this.#entries.clear()
  }

  take(state: StreamState, element: Element): OpOf<'pixels'> | 'wait' | undefined {
    const { table, scheduler } = this.#ctx
    const id = table.id(element)
    if (id === undefined || !this.#tools.isOpen(element)) return undefined
    const entry = this.#entryFor(element)
    // What nobody sees changes unseen; once it has been sent, that is.
    if (!entry.isInView && state.pixels.get(element) !== undefined) return undefined
    if (entry.isDirty || entry.isReading) {
      this.#readSoon(entry)
      return 'wait'
    }
    const { version } = entry.shot
    const since = state.pixels.get(element) ?? 0
    if (since === version) return undefined
    const { encoded } = entry
    if (encoded?.since !== since || encoded.version !== version) {
      this.#encode(entry, since, id)
      return 'wait'
    }
    const now = scheduler.now()
    if (now < state.pixelsAt) {
      scheduler.after(state.pixelsAt - now, () => this.#ctx.marks.pixelsReady())
      return 'wait'
    }
    state.pixelsAt = now + (encoded.op.image?.length ?? 0) / BYTES_PER_MS
    state.pixels.set(element, version)
    return { ...encoded.op, id }
  }

  #entryFor(element: Element): Entry {
    const known = this.#entries.get(element)
    if (known !== undefined) return known
    const window = windowOf(element.ownerDocument) ?? this.#ctx.window
    const entry: Entry = {
      element,
      shot: new PixelShot(this.#ctx.window),
      isInView: false,
      isDirty: true,
      isReading: false,
      nextReadAt: 0,
      changedAt: -Infinity,
      stillVersion: 0,
      isMoving: false,
      unseen: undefined,
      encoded: null,
      isEncoding: false,
    }
    this.#entries.set(element, entry)
    this.#observerFor(window).observe(element)
    return entry
  }

  #observerFor(window: PageWindow): IntersectionObserver {
    const known = this.#observers.get(window)
    if (known !== undefined) return known
    const observer = new window.IntersectionObserver(
      this.#ctx.guard((records: readonly IntersectionObserverEntry[]) => {
        for (const { target, isIntersecting } of records) {
          const entry = this.#entries.get(target)
          if (entry === undefined) continue
          entry.isInView = isIntersecting
          // Whatever happened to it out of view was let pass.
          if (isIntersecting) this.#ctx.marks.pixels(target)
        }
      }),
    )
    this.#observers.set(window, observer)
    return observer
  }

  #touch(element: Element): void {
    const entry = this.#entries.get(element)
    if (entry === undefined || entry.isDirty) return
    entry.isDirty = true
    this.#ctx.marks.pixels(element)
  }

  /** What no hook tells of: looks now and then, while it can be seen. */
  #look(): void {
    const { dom, scheduler, guard, window } = this.#ctx
    this.#cancelLook = scheduler.after(
      VIDEO_MS,
      guard(() => {
        const now = scheduler.now()
        for (const [element, entry] of this.#entries) {
          if (!dom.isConnected(element)) {
            this.#entries.delete(element)
            this.#observers.get(element.ownerDocument.defaultView as PageWindow)?.unobserve(element)
          } else if (entry.isInView && !window.document.hidden) this.#lookAt(entry, now)
        }
        this.#look()
      }),
    )
  }

  #lookAt(entry: Entry, now: number): void {
    if (entry.isMoving && now - entry.changedAt > STILL_MS) {
      entry.isMoving = false
      entry.shot.renew(entry.stillVersion, ++entry.shot.version)
      entry.stillVersion = entry.shot.version
      this.#ctx.marks.pixels(entry.element)
    }
    const isVideo = this.#ctx.dom.nodeName(entry.element) === 'VIDEO'
    if (now > entry.nextReadAt + (isVideo ? 0 : LOOK_MS)) this.#touch(entry.element)
  }

  #readSoon(entry: Entry): void {
    if (entry.isReading) return
    entry.isReading = true
    const { scheduler, guard, window } = this.#ctx
    const waitMs = Math.max(0, entry.nextReadAt - scheduler.now())
    let isDone = false
    const read = guard(() => {
      if (isDone) return
      isDone = true
      this.#read(entry)
    })
    scheduler.after(
      waitMs,
      guard(() => {
        // Asked for in a task of its own, so that it runs after what the page asked for: its drawing.
        window.requestAnimationFrame(read)
        // Hidden pages have no frames.
        scheduler.after(250, read)
      }),
    )
  }

  #read(entry: Entry): void {
    const { scheduler, dom } = this.#ctx
    const { element, shot } = entry
    const startedAt = scheduler.now()
    entry.isDirty = false
    const { width, height } = sizeOf(element)
    entry.unseen = undefined
    try {
      if (width * height > 0 && width * height <= MAX_AREA) {
        shot.take(this.#ctx.live.copies.get(element) ?? (element as HTMLCanvasElement), width, height)
        return this.#compare(entry, 0, false, scheduler.now() - startedAt)
      }
    } catch {
      entry.shot = new PixelShot(this.#ctx.window)
      entry.shot.version = shot.version
    }
    const isProtected = dom.nodeName(element) === 'VIDEO' && (element as HTMLVideoElement).mediaKeys !== null
    if (width * height > 0) entry.unseen = isProtected ? 'protected' : 'foreign'
    this.#finish(entry, true, 0)
  }

  /** Row by row, so that large pictures take several turns. */
  #compare(entry: Entry, from: number, hadChanged: boolean, spentMs: number): void {
    const { scheduler, guard } = this.#ctx
    const startedAt = scheduler.now()
    let hasChanged = hadChanged
    for (let row = from; ; row++) {
      const changed = entry.shot.compareRow(row, entry.shot.version + 1)
      if (changed === undefined) break
      hasChanged ||= changed
      const tookMs = scheduler.now() - startedAt
      if (tookMs < SLICE_MS) continue
      scheduler.post(guard(() => this.#compare(entry, row + 1, hasChanged, spentMs + tookMs)))
      return
    }
    this.#finish(entry, hasChanged, spentMs + scheduler.now() - startedAt)
  }

  #finish(entry: Entry, hasChanged: boolean, tookMs: number): void {
    const now = this.#ctx.scheduler.now()
    entry.isReading = false
    entry.nextReadAt =
      now +
      Math.max(
        MIN_PAUSE_MS,
        tookMs * COST_SHARE,
        this.#tools.isLocalVideo(this.#ctx, entry.element) ? VIDEO_MS : 0,
      )
    if (hasChanged) {
      entry.isMoving = now - entry.changedAt < STILL_MS
      entry.changedAt = now
      entry.shot.version++
      if (!entry.isMoving) entry.stillVersion = entry.shot.version
    }
    this.#ctx.marks.pixelsReady()
  }

  #encode(entry: Entry, since: number, id: OpOf<'pixels'>['id']): void {
    if (entry.isEncoding) return
    const { shot, unseen, element, isMoving } = entry
    const { version } = shot
    const size = unseen === undefined ? shot : sizeOf(element)
    const base = { op: 'pixels', id, width: size.width, height: size.height } as const
    const finish = this.#ctx.guard((op: OpOf<'pixels'>) => {
      entry.isEncoding = false
      entry.encoded = { since, version, op }
      this.#ctx.marks.pixelsReady()
    })
    const area = unseen === undefined ? shot.areaSince(since) : null
    if (unseen !== undefined) return finish({ ...base, unseen })
    if (area === null) return finish(base)
    entry.isEncoding = true
    const failed = this.#ctx.guard(() => finish({ ...base, unseen: 'foreign' }))
    void shot
      .encode(area, isMoving)
      .then((image) => finish(image === null ? base : { ...base, area, image }), failed)
  }
}

function sizeOf(element: Element): { width: number; height: number } {
  const { videoWidth, videoHeight, width, height } = element as Partial<HTMLVideoElement>
  return { width: videoWidth ?? width ?? 0, height: videoHeight ?? height ?? 0 }
}
