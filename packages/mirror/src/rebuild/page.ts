import type { ResourceMode } from '@alongside/protocol'
import { type Media, NAMESPACES, type NodeId, type OpOf, type Size } from '../format/index.ts'
import { Animations } from './animations.ts'
import type { RebuildOptions } from './api.ts'
import { createInertDocuments, type InertDocuments, tooLarge } from './build-tree.ts'
import { dom, takeOut } from './dom.ts'
import { openDocument, showForeign } from './documents.ts'
import { isElement, PLACEHOLDER } from './elements.ts'
import { Highlights } from './highlights.ts'
import { REBUILD_LIMITS } from './limits.ts'
import { createLayers, type Layers } from './layers.ts'
import { createMarker, createScrolls, type Scrolls, VisitorStates } from './live-state.ts'
import { contentDocument, createNodeTable, type NodeTable } from './node-table.ts'
import { Pictures } from './pictures.ts'
import { PageResources } from './resources/page-resources.ts'
import { createResourceStore } from './resources/resource-store.ts'
import { STATE_MARKS } from './selectors.ts'
import { createSheets, type SheetRoot, type Sheets, type SheetStore } from './sheets.ts'
import { Slots } from './slots.ts'
import { VisitorMedia } from './visitor-media.ts'

type DocumentState = { readonly base: string; readonly quirks: boolean }

/** Of one node. */
const MAX_REPAIRS = 3

const NO_DOCUMENT: DocumentState = { base: 'about:blank', quirks: false }

/** The page as far as it stands: what the ops work on. */
export class Page {
  readonly frame: HTMLIFrameElement
  readonly options: RebuildOptions
  readonly store: SheetStore
  readonly table: NodeTable
  readonly sheets: Sheets
  readonly media = new VisitorMedia()
  readonly mode: ResourceMode
  readonly resources: PageResources
  readonly scrolls: Scrolls
  readonly layers: Layers
  readonly pictures = new Pictures()
  readonly slots: Slots
  readonly inert: InertDocuments = createInertDocuments()
  readonly markFocus: (node: Node | null) => void
  readonly animations = new Animations({
    node: (id) => this.table.node(id),
    base: (document) => this.documentState(document).base,
  })
  readonly highlights = new Highlights((id) => this.table.node(id))
  readonly states: VisitorStates
  /** Fields whose value the page has told by `state`. */
  readonly stated = new WeakSet<Node>()
  /** How often a node's repair was asked for. */
  readonly #repairs = new Map<NodeId, number>()
  /** Pages in frames of other origins; null: it sent what cannot be shown. */
  readonly foreign = new Map<Element, Page | null>()
  /** How many pages this one is in. */
  readonly depth: number
  epoch = ''
  /** Whether pieces are missing because their repair is under way: then unknown ids are no surprise. */
  awaitsRepair = false
  readonly #documents = new Map<Document, DocumentState>()
  #placeholders = new WeakMap<Node, Element>()
  #topId: NodeId | null = null
  #progress = 0
  /** The first view is there, and has been set right. */
  #isComplete = false
  #hasTopSheets = false

  /** `around`: the page whose foreign frame this is; its limits are for both. */
  constructor(frame: HTMLIFrameElement, options: RebuildOptions, store: SheetStore, around?: Page) {
    this.depth = around === undefined ? 0 : around.depth + 1
    this.frame = frame
    this.markFocus = createMarker(STATE_MARKS.focus, STATE_MARKS['focus-within'], frame)
    this.states = new VisitorStates((id) => this.table.node(id), frame)
    this.options = options
    this.store = store
    this.mode = options.resourceMode ?? 'auto'
    this.resources = new PageResources({
      mode: this.mode,
      store: options.resources ?? createResourceStore(),
      send: (bytes) => options.onRequest?.(bytes),
      idOf: (node) => this.table.id(node),
      onSheets: (keys) => {
        for (const key of keys) this.sheets.refresh(key)
      },
    })
    this.sheets = createSheets(store, this.media, this.resources)
    this.table = createNodeTable((node, id) => this.#handleForgotten(node, id), around?.table.tally)
    this.scrolls = createScrolls((id) => this.table.node(id))
    this.layers = createLayers((id) => this.table.node(id))
    this.slots = new Slots((id) => this.table.node(id))
  }

  get topId(): NodeId | null {
    return this.#topId
  }

  get isPaintable(): boolean {
    const document = this.frame.contentDocument
    const body = document === null ? null : dom.body(document)
    return (this.#hasTopSheets || this.#progress >= 1) && body !== null && dom.firstChild(body) !== null
  }

  /** A piece that comes back broken each time is left out: asking for ever would only load the line. */
  mayAskAgain(id: NodeId): boolean {
    const asked = (this.#repairs.get(id) ?? 0) + 1
    this.#repairs.set(id, asked)
    return asked <= MAX_REPAIRS
  }

  documentState(document: Document): DocumentState {
    return this.#documents.get(document) ?? NO_DOCUMENT
  }

  beginDocument(op: OpOf<'document'>): void {
    if (op.host === null) this.clear()
    const document = this.#hostDocument(op.host)
    if (this.table.id(document) !== undefined) this.table.forget(document)
    if (this.#documents.size >= REBUILD_LIMITS.documents) throw tooLarge('documents')
    const isSeen = dom.defaultView(document) !== null
    const root = dom.documentElement(document)
    if (isSeen) openDocument(document, op, this.mode)
    else if (root !== null) takeOut(root)
    this.table.add(op.id, document)
    this.#documents.set(document, { base: op.base, quirks: op.quirks })
    if (isSeen) {
      this.sheets.begin(document)
      this.resources.watch(document)
    }
    if (op.host !== null) return
    this.resources.setPage(op.base)
    this.#topId = op.id
  }

  setBase({ id, base }: OpOf<'base'>): void {
    const document = this.table.node(id) as Document | undefined
    const state = document === undefined ? undefined : this.#documents.get(document)
    if (document !== undefined && state !== undefined) this.#documents.set(document, { ...state, base })
  }

  showPlaceholder(node: Node, [width, height]: Size): void {
    if (!isElement(node) || dom.namespaceURI(node) !== NAMESPACES.html) return
    const element = this.inert.standards.createElement(PLACEHOLDER)
    Object.assign(element.style, { width: `${width}px`, height: `${height}px` })
    dom.appendChild(node, element)
    this.#placeholders.set(node, element)
  }

  placeholder(node: Node): Element | null {
    return this.#placeholders.get(node) ?? null
  }

  dropPlaceholder(node: Node): void {
    this.#placeholders.get(node)?.remove()
    this.#placeholders.delete(node)
  }

  setProgress(done: number): void {
    this.#progress = done
    this.options.onProgress(done)
  }

  setMedia(media: Media, devicePixelRatio: number): void {
    if (!this.media.set(media, devicePixelRatio)) return
    this.sheets.answerAnew()
    // What a foreign frame leaves unpainted is the matter of the page around it.
    if (this.depth > 0) return
    // The colour that shows through where the page paints none, as browsers do behind pages of their own scheme.
    Object.assign(this.frame.style, { colorScheme: media.colorScheme, background: 'Canvas' })
  }

  listSheets(op: OpOf<'sheets'>): void {
    const root = this.table.node(op.root)
    if (root === undefined || ![9, 11].includes(dom.nodeType(root))) return
    this.sheets.list(op.root, root as SheetRoot, op.sheets)
    const isMissing = op.sheets.some(
      ({ key = '', kept }) => kept === true && this.store.css(key) === undefined,
    )
    if (isMissing && this.mayAskAgain(op.root)) this.options.onRepair(this.epoch, [op.root])
    else if (op.root === this.#topId) this.#hasTopSheets = true
  }

  /** After the ops of a frame: what needs all of them. */
  finishFrame(): void {
    if (this.#progress >= 1) this.#labelForeignFrames()
    this.slots.settle()
    this.sheets.settle()
    this.states.settle()
    this.animations.settle()
    this.highlights.settle()
    if (this.#progress < 1 || this.#isComplete) return this.scrolls.settle()
    this.#isComplete = true
    for (const document of this.#documents.keys()) this.animations.endOthers(document)
    this.scrolls.settle()
  }

  /** What was mirrored of a foreign frame is void. False: nothing was. */
  dropForeign(host: Element): boolean {
    this.foreign.get(host)?.clear()
    return this.foreign.delete(host)
  }

  clear(): void {
    for (const host of Array.from(this.foreign.keys())) this.dropForeign(host)
    this.table.clear()
    this.sheets.clear()
    this.scrolls.clear()
    this.layers.clear()
    this.slots.clear()
    this.states.clear()
    this.animations.clear()
    this.highlights.clear()
    this.#isComplete = false
    this.media.clear()
    this.resources.clear()
    this.#repairs.clear()
    this.#documents.clear()
    this.#placeholders = new WeakMap()
    this.#topId = null
    this.#progress = 0
    this.#hasTopSheets = false
    this.awaitsRepair = false
  }

  #handleForgotten(node: Node, id: NodeId): void {
    const type = dom.nodeType(node)
    if (type === 9 || type === 11) this.sheets.forget(id)
    if (type === 9) this.#documents.delete(node as Document)
    if (type === 1) this.dropForeign(node as Element)
    this.scrolls.forget(id)
    this.slots.forget(id)
    this.media.forget(node)
    this.resources.forget(node)
  }

  #hostDocument(hostId: NodeId | null): Document {
    if (hostId === null) {
      if (this.frame.contentDocument === null) throw new Error('No document.')
      return this.frame.contentDocument
    }
    const host = this.table.node(hostId)
    if (isElement(host)) this.dropForeign(host)
    const inFrame = isElement(host) ? contentDocument(host) : null
    // A frame that does not stand in the mirror (it is in a refused element, or its repair is under way): its content
    // is built where nobody sees it, so that later ops find their nodes.
    return inFrame ?? document.implementation.createHTMLDocument('')
  }

  #labelForeignFrames(): void {
    for (const document of this.#documents.keys())
      for (const element of dom.querySelectorAll(document, 'iframe, frame')) {
        const inside = contentDocument(element)
        if (inside === null || this.#documents.has(inside) || this.foreign.has(element)) continue
        if (dom.body(inside)?.childElementCount !== 1) showForeign(inside, this.mode)
      }
  }
}
