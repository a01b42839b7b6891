import {
  decodeRequest,
  encodeMessage,
  RESOURCE_LIMITS,
  type ResourcePart,
  type Want,
} from '../../format/index.ts'
import type { CaptureContext } from '../context.ts'
import { ELEMENT } from '../dom.ts'
import { toJson } from '../json.ts'
import { Privacy } from '../masking.ts'
import type { StreamState } from '../stream-state.ts'
import { BackgroundPacing } from './background-pacing.ts'
import { cssNamesUrl, namesUrl } from './named-urls.ts'
import { PageResources } from './page-resources.ts'
import type { Read } from './read-resource.ts'

export type ResourceStreamHooks = {
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly isMirrorBusy: () => boolean
  readonly settleMarks: () => void
  readonly onFailure: (error: unknown) => void
}

/** Being sent. `at`: how much of it has been. */
type Outgoing = { readonly header: Omit<ResourcePart, 'n'>; readonly bytes: Uint8Array; at: number }
/** What can be read now for a want: nothing yet, or the URL and the element that shows it. */
type Source = { readonly url: string; readonly image: HTMLImageElement | null; readonly isKnownBroken?: true }

/** Reads that may run at a time. */
const READS = 4

/**
 * Answers one viewer's wants. Each is checked when it comes and again before it is sent: the node or the sheet that names
 * the URL has to be known to the viewer and open, and the page itself has to have loaded it (rules B2 to B7).
 */
export class ResourceStream {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  readonly #hooks: ResourceStreamHooks
  readonly #resources: PageResources
  readonly #pacing = new BackgroundPacing()
  /** Not answered yet, in the order of asking. */
  readonly #open = new Map<number, Want>()
  /** Images that were answered, with the URL: they may come to show another one. */
  readonly #shown = new Map<number, { readonly want: Want; readonly url: string }>()
  readonly #outgoing: Outgoing[] = []
  /** Content that the viewer has, or is about to get. */
  readonly #had = new Set<string>()
  readonly #lookSoon: () => void
  readonly #handleElement: (element: Element) => void
  #reads = 0
  #n = 0
  #isClosed = false
  #isLookDue = false

  constructor(ctx: CaptureContext, state: StreamState, hooks: ResourceStreamHooks) {
    this.#ctx = ctx
    this.#state = state
    this.#hooks = hooks
    this.#resources = ctx.resources(() => new PageResources(ctx))
    const look = ctx.guard(() => {
      this.#isLookDue = false
      this.#look()
    })
    this.#lookSoon = () => {
      if (this.#isLookDue || this.#isClosed) return
      this.#isLookDue = true
      ctx.scheduler.post(look)
    }
    this.#handleElement = (element) => this.#reopen(element)
    this.#resources.loads.onUrls.add(this.#lookSoon)
    this.#resources.loads.onElement.add(this.#handleElement)
  }

  handle(bytes: Uint8Array): void {
    const request = decodeRequest(bytes)?.header
    if (request === undefined || this.#isClosed) return
    const { got, want = [] } = request
    if (got !== undefined) this.#pacing.got(got, this.#ctx.scheduler.now())
    for (const one of want) {
      if (this.#open.size + this.#shown.size >= RESOURCE_LIMITS.openWants) break
      this.#open.set(one.id, one)
    }
    if (want.length > 0) this.#lookSoon()
    this.pump()
  }

  /** Sends what there is room for. */
  pump(): void {
    if (this.#isClosed) return
    for (let next = this.#outgoing[0]; next !== undefined; next = this.#outgoing[0]) {
      const room = this.#pacing.room(this.#hooks.isMirrorBusy())
      if (room === 0) return
      this.#sendPart(next, room)
      if (next.at >= next.bytes.length) this.#outgoing.shift()
    }
  }

  close(): void {
    this.#isClosed = true
    this.#resources.loads.onUrls.delete(this.#lookSoon)
    this.#resources.loads.onElement.delete(this.#handleElement)
    this.#outgoing.length = 0
    this.#open.clear()
    this.#shown.clear()
  }

  #sendPart(next: Outgoing, room: number): void {
    const data = next.bytes.subarray(next.at, next.at + room)
    const place = next.bytes.length === 0 ? {} : { at: next.at, size: next.bytes.length }
    const message = encodeMessage(toJson({ n: ++this.#n, ...next.header, ...place }), data)
    next.at += Math.max(1, data.length)
    this.#pacing.sent(this.#n, message.length, this.#ctx.scheduler.now())
    this.#hooks.send(message)
  }

  /** An image has loaded, or failed to: it may show another source than the one that was sent. */
  #reopen(element: Element): void {
    const id = this.#ctx.table.id(element)
    if (id === undefined) return
    for (const [key, { want, url }] of this.#shown) {
      if (want.node !== id || (element as HTMLImageElement).currentSrc === url) continue
      this.#shown.delete(key)
      this.#open.set(key, want)
    }
    this.#lookSoon()
  }

  /** Begins to read what can be read by now. */
  #look(): void {
    if (this.#isClosed || this.#open.size === 0) return
    this.#hooks.settleMarks()
    for (const want of this.#open.values()) {
      if (this.#reads >= READS) return
      const source = this.#sourceOf(want)
      if (source === 'refused') this.#open.delete(want.id)
      else if (source !== 'later') void this.#answer(want, source)
    }
  }

  async #answer(want: Want, source: Source): Promise<void> {
    this.#open.delete(want.id)
    this.#reads++
    const read: Read =
      source.isKnownBroken === true
        ? { failed: 'broken' }
        : await this.#resources.reader.read(source.url, source.image)
    this.#reads--
    if (this.#isClosed) return
    this.#ctx.guard(() => this.#queue(want, source, read))()
    this.#lookSoon()
  }

  #queue(want: Want, { url, image }: Source, read: Read): void {
    // Masking may have come meanwhile.
    this.#hooks.settleMarks()
    if (!this.#isOpen(want)) return
    const header = { id: want.id, url: url.slice(0, RESOURCE_LIMITS.urlLength) }
    if (want.node !== undefined && want.url === undefined) this.#shown.set(want.id, { want, url })
    if ('failed' in read) {
      const size = image === null ? {} : { width: image.naturalWidth, height: image.naturalHeight }
      this.#outgoing.push({ header: { ...header, ...read, ...size }, bytes: new Uint8Array(), at: 0 })
    } else {
      const { hash } = read
      // An empty `have`: it was thrown away, send it in any case.
      const isHad = want.have === hash || (want.have !== '' && this.#had.has(hash))
      this.#had.add(hash)
      this.#outgoing.push({
        header: { ...header, hash },
        bytes: isHad ? new Uint8Array() : read.bytes,
        at: 0,
      })
    }
    // What it has chosen and loaded while the other was read is not told again.
    if (image !== null) this.#reopen(image)
    this.pump()
  }

  #isOpen(want: Want): boolean {
    if (want.sheet !== undefined) return this.#sheetBase(want) !== undefined
    const element = this.#elementOf(want)
    return element !== undefined && this.#ctx.masking.of(element) === Privacy.open
  }

  #elementOf({ node: id }: Want): Element | undefined {
    const node = id === undefined ? undefined : this.#ctx.table.node(id)
    if (node === undefined || this.#ctx.dom.nodeType(node) !== ELEMENT || !this.#state.knows(node))
      return undefined
    return node as Element
  }

  #sheetBase({ sheet }: Want): { css: string; base: string } | undefined {
    for (const segments of this.#state.shownSheets.values())
      for (const segment of segments) if (segment.key === sheet) return segment
    return undefined
  }

  #sourceOf(want: Want): Source | 'later' | 'refused' {
    if (want.sheet !== undefined) return this.#sheetSource(want)
    const element = this.#elementOf(want)
    if (element === undefined || this.#ctx.masking.of(element) !== Privacy.open) return 'refused'
    const image = this.#ctx.dom.nodeName(element) === 'IMG' ? (element as HTMLImageElement) : null
    if (want.url === undefined) return image === null ? 'refused' : imageSource(image)
    if (image !== null && image.currentSrc.split('#')[0] === want.url) {
      const source = imageSource(image)
      return source === 'later' ? source : { ...source, url: want.url }
    }
    if (!this.#isLoaded(want.url)) return 'later'
    return namesUrl(this.#ctx, element, want.url) ? { url: want.url, image: null } : 'refused'
  }

  #sheetSource(want: Want): Source | 'later' | 'refused' {
    const { url } = want
    // First what is cheap to see: a sheet may name hundreds that nothing in the page uses.
    if (url === undefined || !this.#isLoaded(url)) return url === undefined ? 'refused' : 'later'
    const sheet = this.#sheetBase(want)
    if (sheet === undefined || !cssNamesUrl(sheet.css, sheet.base, url)) return 'refused'
    return { url, image: null }
  }

  #isLoaded(url: string): boolean {
    return url.startsWith('blob:') || this.#resources.loads.has(url)
  }
}

/** Lazy images come when the page has loaded them. */
function imageSource(image: HTMLImageElement): Source | 'later' {
  const url = image.currentSrc
  if (url === '' || !image.complete) return 'later'
  if (image.naturalWidth > 0) return { url, image }
  return { url, image, isKnownBroken: true }
}
