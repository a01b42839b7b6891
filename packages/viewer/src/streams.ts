import type { LinkEvents, SessionLink } from '@alongside/link'
import { AlongsideError, type ErrorKind, type ResourceMode } from '@alongside/protocol'
import { messageForLost } from './messages.ts'
import {
  createRebuild,
  createResourceStore,
  createSheetStore,
  type OpOf,
  type RebuildOptions,
} from './mirror.ts'
import { Patience } from './patience.ts'
import type { MirrorPage } from './types.ts'

/**
 * The streams of frames. Each new stream is built in a hidden frame of its own, and takes the place of what is shown as
 * soon as there is something to look at: page changes and reconnections do not flash white.
 */
export type Streams = {
  /** The page that is shown, if any. */
  readonly shown: MirrorPage | null
  /** The page that frames arrive for; often the one that is shown. */
  readonly current: MirrorPage | null
  /** Why the newest page cannot be shown, for the agent; null while all is well. It is tried again by itself. */
  readonly trouble: string | null
  handleFrame(frame: LinkEvents['frame']): void
  handleResource(resource: LinkEvents['resource']): void
  /** The page sent more than the server passes on: what is here may be old, until a fresh stream has come. */
  handleDropped(): void
  /** Frames from here on belong to fresh streams (a new connection). What is shown stays until then. */
  begin(resources: ResourceMode): void
  close(): void
}

export type StreamsOptions = {
  readonly link: SessionLink
  /** Where the frames are appended. */
  readonly mount: Element
  /** Something about a page has changed: its place, size, location, progress, focus, selection, or content. */
  readonly onChange: () => void
  /** Another page is shown now. */
  readonly onShown: (page: MirrorPage) => void
  readonly onScroll: (page: MirrorPage, op: OpOf<'scroll'>, isTop: boolean) => void
  readonly followsScroll: (page: MirrorPage, op: OpOf<'scroll'>, isTop: boolean) => boolean
  readonly holdsState: (page: MirrorPage, op: OpOf<'state'>) => boolean
  readonly onContent: (page: MirrorPage, node: Node) => void
  readonly onFocus: (page: MirrorPage) => void
  readonly onSelection: (page: MirrorPage) => void
  readonly onBubble: (page: MirrorPage) => void
}

export function createStreams(options: StreamsOptions): Streams {
  return new FrameStreams(options)
}

class FrameStreams implements Streams {
  readonly #options: StreamsOptions
  readonly #sheets = createSheetStore()
  readonly #resources = createResourceStore()
  /** Until the server has said otherwise nothing is loaded from anywhere. */
  #resourceMode: ResourceMode = 'visitor'
  #shown: MirrorPage | null = null
  #current: MirrorPage | null = null
  /** Newest sequence number of each stream of this connection: late frames of old streams are not new streams. */
  readonly #newest = new Map<number, number>()
  /** The stream that a fresh one was asked for in place of. */
  #lost: number | null = null
  /** What was here when the server dropped frames. */
  #dropped: MirrorPage | null = null
  readonly #patience = new Patience()
  #trouble: string | null = null
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(options: StreamsOptions) {
    this.#options = options
  }

  get shown(): MirrorPage | null {
    return this.#shown
  }

  get current(): MirrorPage | null {
    return this.#current
  }

  get trouble(): string | null {
    return this.#trouble
  }

  handleFrame({ stream, seq, bytes }: LinkEvents['frame']): void {
    if (this.#retry !== undefined) return
    const last = this.#newest.get(stream)
    // A page that was just loaded counts its streams and frames from the beginning.
    const isRestart = last !== undefined && seq <= last
    if (stream === this.#lost && !isRestart) return
    let page = this.#current
    if (page === null || stream !== page.stream || isRestart) {
      if (last !== undefined && !isRestart) return
      if (page !== null && !this.#patience.mayBegin(performance.now()))
        return this.#lose(page, 'too_large', 'too many pages in a short time')
      page = this.#open(stream, seq)
    } else if (seq !== page.seq + 1) return this.#lose(page, null, `frame ${page.seq + 1} is missing`)
    page.seq = seq
    this.#newest.set(stream, seq)
    void this.#apply(page, seq, bytes)
  }

  handleResource({ stream, bytes }: LinkEvents['resource']): void {
    if (this.#current?.stream === stream) this.#current.rebuild.handleResource(bytes)
  }

  handleDropped(): void {
    this.#dropped = this.#current
    this.#say('too_large')
  }

  begin(resources: ResourceMode): void {
    this.#resourceMode = resources
    this.#newest.clear()
    this.#lost = null
    this.#renew()
    if (this.#current !== this.#shown) this.#current?.rebuild.destroy()
    this.#current = null
  }

  close(): void {
    clearTimeout(this.#retry)
    this.#current?.rebuild.destroy()
    this.#shown?.rebuild.destroy()
    this.#resources.close()
    this.#current = null
    this.#shown = null
  }

  async #apply(page: MirrorPage, seq: number, bytes: Uint8Array): Promise<void> {
    try {
      await page.rebuild.apply(bytes)
    } catch (error) {
      const { kind, message } = error instanceof AlongsideError ? error : FAILED
      if (page === this.#current) this.#lose(page, kind, message)
      return
    }
    if (page !== this.#current) return
    this.#options.link.send('ack', { stream: page.stream, seq })
    if (page !== this.#shown && page.rebuild.isPaintable) this.#show(page)
    if (page.progress >= 1 && page !== this.#dropped) this.#renew()
    this.#options.onChange()
  }

  #open(stream: number, seq: number): MirrorPage {
    if (this.#current !== this.#shown) this.#current?.rebuild.destroy()
    this.#lost = null
    const page: MirrorPage = {
      // The callbacks below run only once frames are applied, when `page` is there.
      rebuild: createRebuild(this.#rebuildOptions(stream, () => page)),
      stream,
      seq,
      viewport: null,
      location: { url: '', title: '' },
      progress: 0,
      focus: null,
      selection: null,
      bubble: null,
      picker: null,
    }
    page.rebuild.frame.style.visibility = 'hidden'
    this.#current = page
    return page
  }

  #rebuildOptions(stream: number, page: () => MirrorPage): RebuildOptions {
    const options = this.#options
    return {
      parent: options.mount,
      sheets: this.#sheets,
      resources: this.#resources,
      resourceMode: this.#resourceMode,
      onRequest: (bytes) => {
        options.link.send('resource-request', { stream, bytes })
      },
      onRepair: (epoch, nodes) => options.link.send('repair', { stream, epoch, nodes: [...nodes] }),
      onProgress: (done) => void (page().progress = done),
      onLocation: (location) => void (page().location = location),
      onViewport: (viewport) => void (page().viewport = viewport),
      onScroll: (op, isTop) => options.onScroll(page(), op, isTop),
      followsScroll: (op, isTop) => options.followsScroll(page(), op, isTop),
      holdsState: (op) => options.holdsState(page(), op),
      onContent: (node) => options.onContent(page(), node),
      onFocus(id) {
        page().focus = id
        options.onFocus(page())
      },
      onSelection(selection) {
        page().selection = selection
        options.onSelection(page())
      },
      onBubble(bubble) {
        page().bubble = bubble
        options.onBubble(page())
      },
      onPicker: (id) => void (page().picker = id),
    }
  }

  #show(page: MirrorPage): void {
    this.#shown?.rebuild.destroy()
    this.#shown = page
    page.rebuild.frame.style.visibility = ''
    this.#options.onShown(page)
  }

  /** `kind`: what a frame failed by; null: one is missing, which is nobody's fault. */
  #lose(page: MirrorPage, kind: ErrorKind | null, reason: string): void {
    this.#lost = page.stream
    this.#newest.set(page.stream, page.seq)
    const ask = () => {
      this.#retry = undefined
      this.#options.link.send('resync', {
        stream: page.stream,
        reason: `${kind ?? ''} ${reason}`.slice(0, 200),
      })
    }
    const waitMs = kind === null ? 0 : this.#patience.fail()
    if (waitMs === 0) return ask()
    clearTimeout(this.#retry)
    this.#retry = setTimeout(ask, waitMs)
    this.#say(kind)
  }

  #say(kind: ErrorKind | null): void {
    this.#trouble = messageForLost(kind)
    this.#options.onChange()
  }

  #renew(): void {
    this.#patience.renew()
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#trouble = null
  }
}

const FAILED = { kind: 'bad_frame', message: 'failed' } as const
