import type { CaptureContext } from './context.ts'
import { DOCUMENT, FRAGMENT } from './dom.ts'
import type { StreamState, Whole } from './stream-state.ts'

/** Where observers report to: marks what changed as dirty in all streams. */
export class Marks {
  readonly #streams = new Set<StreamState>()
  #ctx: CaptureContext | undefined
  /** Handles the mutations that have not been delivered yet. */
  settle: () => void = () => undefined

  bind(ctx: CaptureContext): void {
    this.#ctx = ctx
  }

  add(stream: StreamState): void {
    this.#streams.add(stream)
  }

  remove(stream: StreamState): void {
    this.#streams.delete(stream)
  }

  /**
   * These nodes were put somewhere, or taken away. All are marked as displaced before any is handled: when one of them now
   * holds another, viewers have that other one elsewhere still.
   */
  movedAll(nodes: ReadonlySet<Node>): void {
    const { table } = this.#bound()
    for (const node of nodes) {
      const id = table.id(node)
      if (id === undefined) continue
      for (const stream of this.#streams) if (stream.known.has(id)) stream.displaced.add(id)
    }
    for (const node of nodes) this.moved(node)
  }

  /** One node, see `movedAll`. */
  moved(node: Node): void {
    const { dom, table } = this.#bound()
    if (!dom.isConnected(node)) return this.#dropped(node)
    table.moved(node)
    const parent = dom.parentNode(node)
    if (parent === null) return
    for (const stream of this.#streams) stream.place(node, parent)
  }

  /**
   * The node is to be sent anew where it is. Pending mutations come first: what moved into it has to be known as such
   * before viewers are told to drop it.
   */
  resend(node: Node): void {
    this.settle()
    this.moved(node)
  }

  attribute(element: Element, name: string): void {
    for (const stream of this.#streams) stream.attribute(element, name)
  }

  text(node: Node): void {
    for (const stream of this.#streams) stream.mark('texts', node)
  }

  field(element: Element): void {
    for (const stream of this.#streams) stream.markElement('fields', element)
  }

  scroll(node: Node): void {
    for (const stream of this.#streams) stream.scroll(node)
  }

  sheets(root: Node): void {
    for (const stream of this.#streams) stream.mark('sheets', root)
  }

  media(element: Element): void {
    for (const stream of this.#streams) stream.markElement('media', element)
  }

  pixels(element: Element): void {
    for (const stream of this.#streams) stream.markElement('pictures', element)
  }

  /** Pixels that were waited for can be sent now. */
  pixelsReady(): void {
    for (const stream of this.#streams) if (stream.pictures.size > 0) stream.onDirty()
  }

  frame(frame: Element): void {
    for (const stream of this.#streams) stream.markElement('frames', frame)
  }

  animation(element: Element): void {
    for (const stream of this.#streams) stream.animation(element)
  }

  whole(name: Whole): void {
    for (const stream of this.#streams) stream.whole(name)
  }

  /**
   * The document was written anew in another mode: it begins anew, with all that is in it. Call when the moves of the
   * batch are known.
   */
  reopened(document: Document): void {
    const { roots } = this.#bound()
    const frame = roots.hostOf(document)
    this.#dropped(document)
    if (frame !== null) {
      roots.removeFrame(frame)
      this.frame(frame)
      return
    }
    roots.add(document)
    for (const stream of this.#streams) stream.restart()
  }

  /** A frame's document was replaced. */
  documentGone(document: Document): void {
    this.#dropped(document)
  }

  /** The node left the page: its ids end here, so that memory stays bounded on pages that never stop changing. */
  #dropped(top: Node): void {
    const { table, roots, dom } = this.#bound()
    // What has no id was never sent, nor was anything in it: what moved into it has a mark of its own.
    if (table.id(top) === undefined) return
    roots.walk(top, (node) => {
      const id = table.id(node)
      if (id !== undefined) {
        for (const stream of this.#streams) stream.forgetOne(node, id, node === top)
        table.drop(node, id)
      }
      const type = dom.nodeType(node)
      if (type === DOCUMENT || type === FRAGMENT) roots.remove(node as Document | ShadowRoot)
    })
    for (const stream of this.#streams) stream.onDirty()
  }

  #bound(): CaptureContext {
    if (this.#ctx === undefined) throw new Error('Marks are not bound to a capture.')
    return this.#ctx
  }
}
