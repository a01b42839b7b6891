import type { LinkEvents, SessionLink } from '@alongside/link'
import { AlongsideError } from '@alongside/protocol'
import { createRebuild, createSheetStore, type OpOf } from './mirror.ts'
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
  handleFrame(frame: LinkEvents['frame']): void
  /** Frames from here on belong to fresh streams (a new connection). What is shown stays until then. */
  begin(): void
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
}

export function createStreams(options: StreamsOptions): Streams {
  const { link, mount } = options
  const sheets = createSheetStore()
  let shown: MirrorPage | null = null
  let current: MirrorPage | null = null
  /** Newest sequence number of each stream of this connection: late frames of old streams are not new streams. */
  const newest = new Map<number, number>()
  /** The stream that a fresh one was asked for in place of. */
  let lost: number | null = null

  function handleFrame({ stream, seq, bytes }: LinkEvents['frame']): void {
    const last = newest.get(stream)
    const isRestart = last !== undefined && seq <= last
    if (stream === lost && !isRestart) return
    if (current === null || stream !== current.stream || isRestart) {
      if (last !== undefined && !isRestart) return
      open(stream, seq)
    } else if (seq !== current.seq + 1) return lose(current, `frame ${current.seq + 1} is missing`)
    const page = current
    if (page === null) return
    page.seq = seq
    newest.set(stream, seq)
    void apply(page, seq, bytes)
  }

  async function apply(page: MirrorPage, seq: number, bytes: Uint8Array): Promise<void> {
    try {
      await page.rebuild.apply(bytes)
    } catch (error) {
      if (page === current)
        lose(page, error instanceof AlongsideError ? `${error.kind}: ${error.message}` : 'failed')
      return
    }
    if (page !== current) return
    link.send('ack', { stream: page.stream, seq })
    if (page !== shown && page.rebuild.isPaintable) show(page)
    options.onChange()
  }

  function open(stream: number, seq: number): void {
    if (current !== null && current !== shown) current.rebuild.destroy()
    lost = null
    const page: MirrorPage = {
      rebuild: createRebuild({
        parent: mount,
        sheets,
        onRepair: (epoch, nodes) => link.send('repair', { stream, epoch, nodes: [...nodes] }),
        onProgress: (done) => void (page.progress = done),
        onLocation: (location) => void (page.location = location),
        onViewport: (viewport) => void (page.viewport = viewport),
        onScroll: (op, isTop) => options.onScroll(page, op, isTop),
        followsScroll: (op, isTop) => options.followsScroll(page, op, isTop),
        holdsState: (op) => options.holdsState(page, op),
        onContent: (node) => options.onContent(page, node),
        onFocus(id) {
          page.focus = id
          options.onFocus(page)
        },
        onSelection(selection) {
          page.selection = selection
          options.onSelection(page)
        },
      }),
      stream,
      seq,
      viewport: null,
      location: { url: '', title: '' },
      progress: 0,
      focus: null,
      selection: null,
    }
    page.rebuild.frame.style.visibility = 'hidden'
    current = page
  }

  function show(page: MirrorPage): void {
    shown?.rebuild.destroy()
    shown = page
    page.rebuild.frame.style.visibility = ''
    options.onShown(page)
  }

  function lose(page: MirrorPage, reason: string): void {
    lost = page.stream
    newest.set(page.stream, page.seq)
    link.send('resync', { stream: page.stream, reason: reason.slice(0, 200) })
  }

  return {
    get shown() {
      return shown
    },
    get current() {
      return current
    },
    handleFrame,
    begin() {
      newest.clear()
      lost = null
      if (current !== shown) current?.rebuild.destroy()
      current = null
    },
    close() {
      current?.rebuild.destroy()
      shown?.rebuild.destroy()
      current = null
      shown = null
    },
  }
}
