import type { NodeId, OpOf, Size } from '../format/index.ts'
import type { RebuildOptions } from './api.ts'
import { type InertDocuments, tooLarge } from './build-tree.ts'
import { STATE_MARKS } from './css.ts'
import { openDocument, showForeign } from './documents.ts'
import { isElement, PLACEHOLDER } from './elements.ts'
import { REBUILD_LIMITS } from './limits.ts'
import { createMarker, createScrolls, type Scrolls } from './live-state.ts'
import { contentDocument, createNodeTable, type NodeTable } from './node-table.ts'
import { createSheets, type SheetRoot, type Sheets, type SheetStore } from './sheets.ts'

type DocumentState = { readonly base: string; readonly quirks: boolean }

/** The page as far as it stands: what the ops work on. */
export type Page = {
  readonly frame: HTMLIFrameElement
  readonly options: RebuildOptions
  readonly table: NodeTable
  readonly sheets: Sheets
  readonly store: SheetStore
  readonly inert: InertDocuments
  readonly scrolls: Scrolls
  readonly topId: NodeId | null
  readonly isPaintable: boolean
  epoch: string
  /** Whether pieces are missing because their repair is under way: then unknown ids are no surprise. */
  awaitsRepair: boolean
  /** Fields whose value the page has told by `state`. */
  readonly stated: WeakSet<Node>
  beginDocument(op: OpOf<'document'>): void
  documentState(document: Document): DocumentState
  markFocus: (node: Node | null) => void
  placeholder(node: Node): Element | null
  showPlaceholder(node: Node, size: Size): void
  dropPlaceholder(node: Node): void
  setProgress(done: number): void
  listSheets(op: OpOf<'sheets'>): void
  /** After the ops of a frame: what needs all of them. */
  finishFrame(): void
  clear(): void
}

const NO_DOCUMENT: DocumentState = { base: 'about:blank', quirks: false }

export function createPage(
  frame: HTMLIFrameElement,
  options: RebuildOptions,
  store: SheetStore,
  inert: InertDocuments,
): Page {
  const sheets = createSheets(store)
  let documents = new Map<Document, DocumentState>()
  let placeholders = new WeakMap<Node, Element>()
  let topId: NodeId | null = null
  let progress = 0
  let hasTopSheets = false

  const table = createNodeTable((node, id) => {
    if (node.nodeType === 9 || node.nodeType === 11) sheets.forget(id)
    if (node.nodeType === 9) documents.delete(node as Document)
    page.scrolls.forget(id)
  })

  function hostDocument(hostId: NodeId | null): Document {
    if (hostId === null) {
      if (frame.contentDocument === null) throw new Error('The frame is not in a document.')
      return frame.contentDocument
    }
    const host = table.node(hostId)
    const inFrame = isElement(host) ? contentDocument(host) : null
    // A frame that does not stand in the mirror (it is in a refused element, or its repair is under way): its content
    // is built where nobody sees it, so that later ops find their nodes.
    return inFrame ?? inert.standards.implementation.createHTMLDocument('')
  }

  function beginDocument(op: OpOf<'document'>): void {
    if (op.host === null) clear()
    const document = hostDocument(op.host)
    const old = table.id(document)
    if (old !== undefined) table.forget(document)
    if (documents.size >= REBUILD_LIMITS.documents) throw tooLarge('documents')
    if (document.defaultView === null) document.documentElement.remove()
    else openDocument(document, op)
    table.add(op.id, document)
    documents.set(document, { base: op.base, quirks: op.quirks })
    if (document.defaultView !== null) sheets.begin(document)
    if (op.host !== null) return
    topId = op.id
    document.addEventListener('load', () => page.scrolls.settle(), { capture: true })
  }

  function labelForeignFrames(): void {
    for (const document of documents.keys())
      for (const element of document.querySelectorAll('iframe, frame')) labelForeign(element)
  }

  function labelForeign(element: Element): void {
    const inside = contentDocument(element)
    if (inside === null || documents.has(inside) || inside.body?.childElementCount === 1) return
    showForeign(inside)
  }

  function clear(): void {
    table.clear()
    sheets.clear()
    page.scrolls.clear()
    documents = new Map()
    placeholders = new WeakMap()
    topId = null
    progress = 0
    hasTopSheets = false
    page.awaitsRepair = false
  }

  const page: Page = {
    frame,
    options,
    table,
    sheets,
    store,
    inert,
    scrolls: createScrolls((id) => table.node(id)),
    markFocus: createMarker(STATE_MARKS.focus, STATE_MARKS['focus-within']),
    epoch: '',
    awaitsRepair: false,
    stated: new WeakSet(),
    get topId() {
      return topId
    },
    get isPaintable() {
      const body = frame.contentDocument?.body
      return (hasTopSheets || progress >= 1) && (body?.childNodes.length ?? 0) > 0
    },
    beginDocument,
    documentState: (document) => documents.get(document) ?? NO_DOCUMENT,
    placeholder: (node) => placeholders.get(node) ?? null,
    showPlaceholder(node, [width, height]) {
      if (!isElement(node) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') return
      const element = node.ownerDocument.createElement(PLACEHOLDER)
      Object.assign(element.style, { width: `${width}px`, height: `${height}px` })
      node.append(element)
      placeholders.set(node, element)
    },
    dropPlaceholder(node) {
      placeholders.get(node)?.remove()
      placeholders.delete(node)
    },
    setProgress(done) {
      progress = done
      options.onProgress(done)
    },
    listSheets(op) {
      const root = table.node(op.root)
      if (root?.nodeType !== 9 && root?.nodeType !== 11) return
      sheets.list(op.root, root as SheetRoot, op.sheets)
      if (op.root === topId) hasTopSheets = true
    },
    finishFrame() {
      if (progress >= 1) labelForeignFrames()
      page.scrolls.settle()
    },
    clear,
  }
  return page
}
