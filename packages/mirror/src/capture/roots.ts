import type { CaptureContext, PageWindow } from './context.ts'
import { DOCUMENT, type Dom, ELEMENT } from './dom.ts'
import { Trait, traitsOf } from './names.ts'

/** A tree of its own: a document or a shadow root. */
export type Root = Document | ShadowRoot
type Attach = (root: Root, window: PageWindow) => () => void

/**
 * The trees that are watched. Observers attach to each, also to those that appear later, and are detached when a tree
 * leaves the page.
 */
export class Roots {
  readonly #dom: Dom
  readonly #attached = new Map<Root, (() => void)[]>()
  readonly #attachers = new Set<Attach>()
  /** Frame documents -> their frame. */
  readonly #frames = new WeakMap<Node, Element>()
  readonly #documents = new WeakMap<Element, Document>()

  constructor(dom: Dom) {
    this.#dom = dom
  }

  [Symbol.iterator](): IterableIterator<Root> {
    return this.#attached.keys()
  }

  /** Runs `attach` for all roots, now and later. */
  onRoot(attach: Attach): () => void {
    this.#attachers.add(attach)
    for (const [root, stops] of this.#attached) {
      const window = this.#windowOf(root)
      if (window !== null) stops.push(attach(root, window))
    }
    return () => this.#attachers.delete(attach)
  }

  add(root: Root): void {
    if (this.#attached.has(root)) return
    const window = this.#windowOf(root)
    if (window === null) return
    const stops: (() => void)[] = []
    this.#attached.set(root, stops)
    for (const attach of this.#attachers) stops.push(attach(root, window))
  }

  /** `document.open()` takes all listeners away: attaches them again. */
  renew(root: Root): void {
    if (!this.#attached.has(root)) return
    this.remove(root)
    this.add(root)
  }

  remove(root: Root): void {
    const stops = this.#attached.get(root)
    this.#attached.delete(root)
    for (const stop of stops ?? [])
      try {
        stop()
      } catch {
        // The frame's window belongs to another site by now: there is nothing left to undo.
      }
  }

  stop(): void {
    const roots: Root[] = []
    for (const root of this.#attached.keys()) roots.push(root)
    for (const root of roots) this.remove(root)
  }

  addFrame(frame: Element, document: Document): void {
    this.#frames.set(document, frame)
    this.#documents.set(frame, document)
    this.add(document)
  }

  removeFrame(frame: Element): void {
    this.#documents.delete(frame)
  }

  /** The document last seen in a frame. */
  documentOf(frame: Element): Document | undefined {
    return this.#documents.get(frame)
  }

  /** The element that a document or shadow root hangs on; null for the top document, and for one that is over. */
  hostOf(root: Node): Element | null {
    if (this.#dom.nodeType(root) !== DOCUMENT) return (root as Partial<ShadowRoot>).host ?? null
    const frame = this.#frames.get(root) ?? null
    return frame !== null && this.#isInItself(root, frame) ? null : frame
  }

  /** A frame was put into its own document, or into one further inside: that ended the document, which hangs nowhere now. */
  #isInItself(document: Node, frame: Element): boolean {
    let outer = frame.ownerDocument
    const seen = new Set<Node>([document])
    for (let at = this.#frames.get(outer); at !== undefined; at = this.#frames.get(outer)) {
      if (seen.has(outer)) return true
      seen.add(outer)
      outer = at.ownerDocument
    }
    return seen.has(outer)
  }

  /** The parent in the page as people see it: out of shadow trees to their hosts, out of frames' documents to their frames. */
  parentOf(node: Node): Node | null {
    return this.#dom.parentNode(node) ?? this.hostOf(node)
  }

  /** Calls `visit` for a node and all that is in it, shadow trees and frames included. */
  walk(top: Node, visit: (node: Node) => void): void {
    const dom = this.#dom
    const pending: Node[] = [top]
    /** A frame may stand in a document that was its own. */
    const documents = new Set<Node>()
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      const type = dom.nodeType(node)
      if (type === DOCUMENT) {
        if (documents.has(node)) continue
        documents.add(node)
      }
      visit(node)
      if (type === ELEMENT) this.#pushInner(node as Element, pending)
      for (let child = dom.firstChild(node); child !== null; child = dom.nextSibling(child))
        pending.push(child)
    }
  }

  #pushInner(element: Element, pending: Node[]): void {
    const shadow = this.#dom.shadowRoot(element)
    if (shadow !== null) pending.push(shadow)
    if ((traitsOf(this.#dom.nodeName(element)) & Trait.frame) === 0) return
    const document = this.#documents.get(element)
    if (document !== undefined) pending.push(document)
  }

  #windowOf(root: Root): PageWindow | null {
    const document = this.#dom.nodeType(root) === DOCUMENT ? (root as Document) : root.ownerDocument
    return document === null ? null : windowOf(document)
  }
}

/**
 * The window that shows the document. Null when nothing does any more: Firefox names the window all the same, which may be
 * another site's by then.
 */
export function windowOf(document: Document): PageWindow | null {
  try {
    const { defaultView } = document
    return defaultView?.document === document ? defaultView : null
  } catch {
    return null
  }
}

/** The document of a frame if we may read it. */
export function readableDocument(ctx: Pick<CaptureContext, 'dom'>, frame: Element): Document | null {
  try {
    return ctx.dom.contentDocument(frame)
  } catch {
    // Not a frame, whatever its name says, or its document is gone.
    return null
  }
}
