import type { MaskingRules } from '@alongside/protocol'
import { Animations } from './animations.ts'
import type { Capture, CaptureOptions, CaptureStream, EncodedFrame } from './api.ts'
import type { CaptureContext } from './context.ts'
import { CustomStates } from './custom-states.ts'
import { DocumentShapes } from './document-shapes.ts'
import { createDom, TEXT } from './dom.ts'
import { createGuard } from './guard.ts'
import { bubble } from './live/bubble.ts'
import { layers } from './live/layers.ts'
import { Live } from './live/live.ts'
import { media } from './live/media.ts'
import { picker } from './live/picker.ts'
import { webgl } from './live/webgl.ts'
import { Marks } from './marks.ts'
import { isHidden, Masking, Privacy } from './masking.ts'
import { MediaFeatures } from './media-features.ts'
import { NodeTable } from './node-table.ts'
import { customElements } from './observers/custom-elements.ts'
import { animations } from './observers/animations.ts'
import { focus } from './observers/focus.ts'
import type { ForeignFrames } from './foreign-frames.ts'
import { frames } from './observers/frames.ts'
import { highlights } from './observers/highlights.ts'
import { inputValues } from './observers/input-values.ts'
import { location } from './observers/location.ts'
import { markedRegions } from './observers/marked-regions.ts'
import { createMutations } from './observers/mutations.ts'
import { pageRules } from './observers/page-rules.ts'
import { scroll } from './observers/scroll.ts'
import { selection } from './observers/selection.ts'
import { shadowRoots } from './observers/shadow-roots.ts'
import { states } from './observers/states.ts'
import { styleSheets } from './observers/style-sheets.ts'
import { svgDom } from './observers/svg-dom.ts'
import { viewport } from './observers/viewport.ts'
import { Packer } from './packer.ts'
import type { PageResources } from './resources/page-resources.ts'
import { Roots } from './roots.ts'
import { createScheduler } from './scheduler.ts'
import { SheetReader } from './sheet-reader.ts'
import { Pointed } from './states.ts'
import { Stream, type StreamHooks } from './stream.ts'

export type * from './api.ts'

const OBSERVERS = [
  inputValues,
  scroll,
  focus,
  selection,
  viewport,
  location,
  shadowRoots,
  customElements,
  frames,
  styleSheets,
  layers,
  media,
  webgl,
  bubble,
  picker,
  states,
  animations,
  pageRules,
  highlights,
  svgDom,
]

/** Begins to mirror the page of `options.window`. Nothing is read until a stream is opened. */
export function startCapture(options: CaptureOptions): Capture {
  return new PageCapture(options)
}

class PageCapture implements Capture {
  readonly epoch = randomId()
  readonly #ctx: CaptureContext
  readonly #streams = new Set<Stream>()
  readonly #stops: (() => void)[] = []
  readonly #fail: (error: unknown) => void
  #settleMarks: () => void = () => undefined
  #setRules: (rules: MaskingRules) => void = () => undefined
  #resources: PageResources | undefined
  #version = 0
  #isStopped = false

  constructor(options: CaptureOptions) {
    this.#fail = (error) => {
      if (this.#isStopped) return
      this.stop()
      options.onFailure(error)
    }
    const { guard, kill } = createGuard(this.#fail)
    this.#stops.push(kill)
    this.#ctx = createContext(options, guard, (make) => (this.#resources ??= make()))
    // Nothing may be thrown into the page that starts us, either.
    guard(() => this.#start())()
  }

  get version(): number {
    return this.#version
  }

  get nodes(): NodeTable {
    return this.#ctx.table
  }

  #start(): void {
    const ctx = this.#ctx
    const regions = markedRegions(ctx)
    this.#setRules = regions.setRules
    const mutations = createMutations(ctx)
    ctx.marks.settle = mutations.flush
    this.#settleMarks = () => {
      mutations.flush()
      regions.recheck()
    }
    this.#stops.push(mutations.stop)
    for (const observer of OBSERVERS) this.#stops.push(observer(ctx))
    ctx.roots.add(ctx.window.document)
    this.#stops.push(
      () => ctx.live.stop(),
      () => ctx.foreign?.stop(),
      () => ctx.roots.stop(),
      () => ctx.scheduler.stop(),
      () => ctx.packer.stop(),
      () => this.#resources?.stop(),
    )
  }

  openStream(
    send: (frame: EncodedFrame) => void,
    sendResource: (bytes: Uint8Array<ArrayBuffer>) => void = () => undefined,
    keptSheets?: Set<string>,
  ): CaptureStream {
    const hooks: StreamHooks = {
      sendResource,
      epoch: this.epoch,
      settleMarks: () => this.#settleMarks(),
      nextVersion: () => ++this.#version,
      onFailure: this.#fail,
      onClose: () => {
        this.#streams.delete(stream)
        this.#ctx.marks.remove(stream.state)
        this.#ctx.foreign?.closeAll(stream.state)
      },
    }
    const stream = new Stream(this.#ctx, send, hooks, keptSheets)
    if (this.#isStopped) {
      stream.close()
      return stream
    }
    this.#streams.add(stream)
    this.#ctx.marks.add(stream.state)
    this.#ctx.guard(() => stream.begin())()
    return stream
  }

  setMasking(rules: MaskingRules): void {
    if (this.#isStopped) return
    this.#ctx.guard(() => {
      this.#setRules(rules)
      this.#ctx.foreign?.setRules(rules)
    })()
  }

  isMasked(node: Node): boolean {
    const privacy = this.#ctx.masking.of(node)
    return isHidden(privacy) || (privacy === Privacy.veiled && this.#ctx.dom.nodeType(node) === TEXT)
  }

  stop(): void {
    if (this.#isStopped) return
    this.#isStopped = true
    for (const stream of this.#streams) stream.close()
    for (const stop of this.#stops) {
      try {
        stop()
      } catch {
        // The page may have changed what we would give back; the rest is still to be given back.
      }
    }
  }
}

function createContext(
  options: CaptureOptions,
  guard: CaptureContext['guard'],
  once: (make: () => PageResources) => PageResources,
): CaptureContext {
  const { window } = options
  const early = options.early ?? {}
  const dom = createDom(window, early)
  const table = new NodeTable(dom)
  const marks = new Marks()
  const roots = new Roots(dom)
  const probe = window.document.createDocumentFragment()
  const isValid = (selector: string) => {
    try {
      probe.querySelector(selector)
      return true
    } catch {
      return false
    }
  }
  const masking = new Masking(
    dom,
    options.masking,
    () => window.location.href,
    (root) => roots.hostOf(root),
    isValid,
    (message) => options.onWarning?.(message),
  )
  const sheets = new SheetReader(dom, masking, options, (root) => marks.sheets(root))
  const scheduler = createScheduler(window)
  const exact = new WeakSet<Node>()
  const media = new MediaFeatures(window)
  const shapes = new DocumentShapes()
  let foreign: ForeignFrames | undefined
  const ctx: CaptureContext = {
    window,
    options,
    dom,
    early,
    customStates: new CustomStates(dom, early),
    guard,
    scheduler,
    packer: new Packer(window, options.isInner),
    table,
    masking,
    roots,
    marks,
    sheets,
    media,
    shapes,
    pointed: new Pointed(),
    animations: new Animations({ guard, roots, dom, marks, masking, table }),
    exact,
    resources: once,
    live: new Live(),
    get foreign() {
      return foreign
    },
    async loadForeign() {
      const { ForeignFrames } = await import('./foreign-frames.ts')
      foreign ??= new ForeignFrames(ctx)
    },
  }
  marks.bind(ctx)
  return ctx
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint32Array(3))
  let id = ''
  for (const part of bytes) id += part.toString(36)
  return id
}
