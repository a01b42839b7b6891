import type { NodeId } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import { Details } from './details.ts'
import { DOCUMENT, FRAGMENT } from './dom.ts'
import { Filling } from './filling.ts'
import { Inserter } from './inserter.ts'
import { isHidden } from './masking.ts'
import type { Outbox } from './outbox.ts'
import { Placement } from './placement.ts'
import { baseWithoutQuery } from './redact-url.ts'
import { readableDocument, type Root, windowOf } from './roots.ts'
import { SheetQueue } from './sheet-queue.ts'
import type { ListedSheet } from './sheet-reader.ts'
import { Siblings } from './siblings.ts'
import type { StreamState, Whole } from './stream-state.ts'
import { Sweep } from './sweep.ts'
import { wholeOp } from './wholes.ts'

/** Elements counted in one go: less than a millisecond. */
const COUNT_AT_ONCE = 10_000

/**
 * Turns what is dirty in a stream into ops, one small unit of work at a time, in the order of what people look at: what
 * went, what the page is, its styles, live changes, then what the viewers have not seen yet.
 */
export class Writer {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  readonly #outbox: Outbox
  readonly #inserter: Inserter
  readonly #filling: Filling
  readonly #placement: Placement
  readonly #details: Details
  readonly #sweep: Sweep
  /** What viewers resolve relative addresses of each document against, by what the document itself says. */
  readonly #bases = new Map<Document, { uri: string; base: string }>()
  /** Foreign frames of which the viewers have something. */
  readonly #foreignShown = new WeakSet<Element>()
  readonly #sheets: SheetQueue
  /** Focus and selection that were said while parts were missing: they may be in these. */
  readonly #again = new Set<Whole>()
  #progress = 0
  /** Elements of the page, counted some at a time; null: all of them. */
  #elements: HTMLCollectionOf<Element> | null = null
  #count = 0
  /** States that sheets have asked for. */
  #asked = 0

  constructor(ctx: CaptureContext, state: StreamState, outbox: Outbox, kept?: ReadonlySet<string>) {
    this.#ctx = ctx
    this.#state = state
    this.#outbox = outbox
    const siblings = new Siblings(ctx, state)
    this.#sheets = new SheetQueue(outbox, kept)
    this.#inserter = new Inserter(ctx, state, outbox, siblings)
    this.#filling = new Filling(ctx, state, outbox, siblings, this.#inserter)
    this.#placement = new Placement(ctx, state, siblings, this.#inserter, this.#filling)
    this.#details = new Details(ctx, state, outbox)
    this.#sweep = new Sweep(ctx, state)
    this.#inserter.onWritten = (json) => this.#sheets.sendFor(json)
  }

  get isFilling(): boolean {
    return !this.#filling.isDone || this.#progress < 1
  }

  /** The viewers know nothing. */
  begin(): void {
    const { document } = this.#ctx.window
    this.#progress = 0
    this.#sweep.clear()
    this.#inserter.sent = 0
    this.#elements = document.getElementsByTagName('*')
    this.#count = 0
    this.#writeWhole('viewport')
    this.#writeWhole('location')
    this.#openDocument(document, null)
    this.#ctx.animations.begin(this.#state)
  }

  /**
   * One unit of what has changed, or begins. False: nothing to do. `mayContinue`: whether there is time left, for units that
   * can be cut.
   */
  stepLive(mayContinue: () => boolean): boolean {
    if (this.#state.isVoid) {
      this.#state.isVoid = false
      this.begin()
      return true
    }
    if (this.#state.gone.size > 0) {
      this.#inserter.writeGone()
      return true
    }
    return (
      this.#stepWholes() ||
      this.#stepFrames() ||
      this.#stepSheets(mayContinue) ||
      this.#placement.step() ||
      this.#details.step() ||
      this.#stepForeign()
    )
  }

  /** One unit of what the viewers have not seen yet. False: nothing to do. */
  stepRest(): boolean {
    return (
      this.#sheets.stepRead() ||
      this.#filling.stepNear() ||
      this.#stepCount() ||
      this.#sheets.stepRest() ||
      this.#sweep.step() ||
      this.#filling.stepRest() ||
      this.#finish() ||
      this.#details.stepPictures()
    )
  }

  /** A viewer does not have what it was said to have. */
  resendSheets(root: Node): void {
    this.#sheets.forgetKept()
    this.#state.mark('sheets', root)
  }

  /** Before anything else of a slice: what comes with it resolves against the new base. */
  writeBases(): void {
    for (const [document, before] of this.#bases) {
      const id = this.#ctx.table.id(document)
      if (id === undefined || !this.#state.knows(document)) {
        this.#bases.delete(document)
        continue
      }
      const { baseURI: uri } = document
      if (uri === before.uri) continue
      const base = baseWithoutQuery(uri)
      this.#bases.set(document, { uri, base })
      if (base === before.base) continue
      this.#outbox.push({ op: 'base', id, base })
    }
  }

  /** Said with each frame: what of it has come to be known. */
  writeAnimations(): void {
    if (!this.#outbox.isEmpty) this.#ctx.animations.recheck()
    this.#ctx.animations.write(this.#state, this.isFilling, (op) => this.#outbox.push(op))
  }

  /** Said with each frame while the first view fills. */
  writeProgress(): void {
    if (this.#progress === 1 || this.#elements !== null) return
    // About as many texts as elements.
    const total = Math.max(2 * this.#count, this.#inserter.sent) + 1
    const done = Math.min(0.99, this.#inserter.sent / total)
    if (done <= this.#progress) return
    this.#progress = Math.round(done * 100) / 100
    this.#outbox.push({ op: 'progress', done: this.#progress })
  }

  /** Browsers go through the page to tell how long it is. */
  #stepCount(): boolean {
    if (this.#elements === null) return false
    if (this.#elements.item(this.#count + COUNT_AT_ONCE) !== null) this.#count += COUNT_AT_ONCE
    else this.#elements = null
    return true
  }

  #finish(): boolean {
    if (this.#progress === 1) return this.#repeatWholes()
    this.#progress = 1
    this.#outbox.push({ op: 'progress', done: 1 })
    // Positions and places that could not be reached while parts were missing.
    for (const root of this.#ctx.roots)
      if (this.#ctx.dom.nodeType(root) === DOCUMENT) this.#state.mark('scrolls', root)
    for (const name of ['focus', 'selection', 'layers', 'bubble', 'picker', 'states', 'highlights'] as const)
      this.#state.wholes.add(name)
    return true
  }

  #repeatWholes(): boolean {
    for (const name of this.#again) {
      this.#again.delete(name)
      this.#writeWhole(name)
      return true
    }
    return false
  }

  #stepWholes(): boolean {
    for (const name of this.#state.wholes) {
      this.#state.wholes.delete(name)
      if (this.#state.placed.size > 0 || !this.#filling.isDone) this.#again.add(name)
      this.#writeWhole(name)
      return true
    }
    return false
  }

  #writeWhole(name: Whole): void {
    const op = wholeOp(this.#ctx, this.#state, name)
    if (op !== undefined) this.#outbox.push(op)
  }

  #stepFrames(): boolean {
    for (const frame of this.#state.frames) {
      this.#state.frames.delete(frame)
      const document = readableDocument(this.#ctx, frame)
      const host = this.#ctx.table.id(frame)
      this.#dropFormer(frame, document)
      if (host === undefined || isHidden(this.#ctx.masking.of(frame))) return true
      if (document === null) {
        this.#openForeign(frame, host)
        return true
      }
      this.#ctx.foreign?.close(frame, this.#state)
      this.#ctx.roots.addFrame(frame, document)
      this.#openDocument(document, host)
      return true
    }
    return false
  }

  #openForeign(frame: Element, id: NodeId): void {
    if (this.#foreignShown.has(frame)) this.#outbox.push({ op: 'foreign', id, frame: null })
    this.#foreignShown.delete(frame)
    const { foreign, options, loadForeign } = this.#ctx
    if (foreign !== undefined) foreign.open(frame, this.#state)
    else if (options.frameKey !== undefined)
      loadForeign().then(
        this.#ctx.guard(() => this.#state.markElement('frames', frame)),
        // Without the code it stays as it is.
        () => undefined,
      )
  }

  /** Passes on what came of a foreign frame. What may not be shown any more goes unsaid. */
  #stepForeign(): boolean {
    const arrived = this.#state.arrived.shift()
    if (arrived === undefined) return false
    const id = this.#ctx.table.id(arrived.frame)
    if (id === undefined || this.#ctx.foreign?.admits(arrived, this.#state) !== true) return true
    this.#outbox.push({ op: 'foreign', id, frame: arrived.json })
    this.#outbox.foreign.push(arrived)
    this.#foreignShown.add(arrived.frame)
    return true
  }

  /** What the frame showed before goes: for this stream, or for all when the page has replaced it. */
  #dropFormer(frame: Element, document: Document | null): void {
    const { roots, marks } = this.#ctx
    const before = roots.documentOf(frame)
    if (before === undefined) return
    if (before === document) {
      if (this.#state.knows(before)) this.#state.forget(before)
      return
    }
    marks.documentGone(before)
    roots.removeFrame(frame)
    // The other streams, too, have to hear of it.
    marks.frame(frame)
    this.#state.frames.delete(frame)
  }

  #openDocument(document: Document, host: NodeId | null): void {
    const { table, dom, roots, shapes } = this.#ctx
    const id = table.assign(document)
    roots.add(document)
    this.#state.known.add(id)
    const { baseURI: uri } = document
    const base = baseWithoutQuery(uri)
    this.#bases.set(document, { uri, base })
    this.#outbox.push({ op: 'document', id, host, ...shapes.take(document), base })
    this.#state.sheets.add(document)
    const view = windowOf(document)
    if (view !== null && (view.scrollX !== 0 || view.scrollY !== 0)) this.#state.scrolls.add(document)
    this.#filling.open(document, dom.nodeType(document) === DOCUMENT)
  }

  #stepSheets(mayContinue: () => boolean): boolean {
    for (const node of this.#state.sheets) {
      const root = node as Root
      const type = this.#ctx.dom.nodeType(root)
      const listed = type === DOCUMENT || type === FRAGMENT ? this.#ctx.sheets.list(root, mayContinue) : []
      if (listed === undefined) return true
      this.#state.sheets.delete(node)
      this.#writeSheets(root, listed)
      return true
    }
    return false
  }

  #writeSheets(root: Root, listed: readonly ListedSheet[]): void {
    const id = this.#ctx.table.id(root)
    if (id === undefined) return
    const { states } = this.#ctx.sheets
    if (states.size > this.#asked) this.#state.wholes.add('states')
    this.#asked = states.size
    if (!this.#state.shownSheets.has(root)) this.#sweep.add(root)
    const sheets: (Omit<ListedSheet, 'segment'> & { key?: string; kept?: boolean })[] = []
    for (const { segment, ...shape } of listed) {
      if (segment !== undefined) this.#sheets.add(segment, !this.#filling.isNear)
      const key = segment?.key
      if (key === undefined) sheets.push(shape)
      else sheets.push({ key, ...shape, ...(this.#sheets.isKept(key) ? { kept: true } : {}) })
    }
    this.#outbox.push({ op: 'sheets', root: id, sheets })
    this.#state.shownSheets.set(
      root,
      listed.flatMap(({ segment }) => segment ?? []),
    )
  }
}
