import type { NodeId } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import { DOCUMENT } from './dom.ts'
import { Gaps } from './gaps.ts'
import { IdSet } from './id-set.ts'
import type { Arrived } from './foreign-frames.ts'
import type { Segment } from './sheet-rules.ts'

/** Things that are dirty as a whole. */
export type Whole =
  | 'focus'
  | 'selection'
  | 'viewport'
  | 'location'
  | 'layers'
  | 'bubble'
  | 'picker'
  | 'states'
  | 'highlights'

/** Of what is never sent nobody else would ever forget that it was scrolled. */
const MAX_SCROLLED_EARLY = 500

/**
 * What the viewers of one stream know, and what of it is no longer true. Marking is all that ever happens when the page
 * changes; nothing is read until there is room to send. A mark on something the viewers do not know is dropped: it will
 * be sent in its newest state anyway.
 */
export class StreamState {
  /** Ids that the viewers have. */
  readonly known = new IdSet()
  /** Known nodes that were moved, while a batch of mutations is handled. */
  readonly displaced = new IdSet()
  /** Ids whose nodes the viewers are to drop. */
  readonly gone = new Set<NodeId>()
  /** Children to be placed, by parent (known). */
  readonly placed = new Map<Node, Set<Node>>()
  readonly attributes = new Map<Element, Set<string>>()
  readonly texts = new Set<Node>()
  readonly fields = new Set<Element>()
  readonly scrolls = new Set<Node>()
  /** Scrolled, but not known yet. */
  readonly scrolledEarly = new Set<Node>()
  readonly sheets = new Set<Node>()
  /** Elements with animations to be told of, known or not yet. */
  readonly animations = new Set<Element>()
  /** Frames whose document is to be sent anew. */
  readonly frames = new Set<Element>()
  readonly media = new Set<Element>()
  /** Canvases and videos whose pixels may have changed. */
  readonly pictures = new Set<Element>()
  /** Frames of other origins with the number of the stream that comes from each, and what came and is to be passed on. */
  readonly foreign = new Map<Element, number>()
  readonly arrived: Arrived[] = []
  readonly wholes = new Set<Whole>()
  /** Elements whose children are still being sent for the first time, each with a token of that filling. */
  readonly unfilled = new Map<Node, object>()
  readonly gaps = new Gaps()
  /** Last form state sent, so that a keystroke in a masked field does not show. */
  readonly fieldStates = new WeakMap<Element, string>()
  /** The content of the sheets that the viewers were last told apply, by root. */
  readonly shownSheets = new Map<Node, readonly Segment[]>()
  /** The private element that the viewers were last told has the focus, in it or itself. */
  privateFocus: Element | null = null
  /** What has the focus, and whether viewers are to be told of it once they have it. */
  focused: Element | null = null
  awaitsFocus = false
  /** The last `states`, `highlights` and `selection` that the viewers were told, as JSON. */
  readonly told = new Map<string, string>()
  /** The version of the pixels that the viewers have of a picture. */
  readonly pixels = new WeakMap<Element, number>()
  /** From when on there may be pixels again. */
  pixelsAt = -Infinity
  /** The top layer as the viewers were told it last; empty: anew, whatever it is. */
  layers = '[]'
  hasBubble = false
  pickerId: NodeId | null = null
  /** The whole page is to be sent anew, from its document on. */
  isVoid = false
  /** Called when something became dirty. */
  onDirty: () => void = () => undefined
  readonly #ctx: CaptureContext

  constructor(ctx: CaptureContext) {
    this.#ctx = ctx
  }

  knows(node: Node): boolean {
    const id = this.#ctx.table.id(node)
    return id !== undefined && this.known.has(id)
  }

  get isDirty(): boolean {
    return (
      this.isVoid ||
      this.gone.size > 0 ||
      this.placed.size > 0 ||
      this.attributes.size > 0 ||
      this.texts.size > 0 ||
      this.fields.size > 0 ||
      this.scrolls.size > 0 ||
      this.frames.size > 0 ||
      this.animations.size > 0 ||
      this.sheets.size > 0 ||
      this.media.size > 0 ||
      this.pictures.size > 0 ||
      this.wholes.size > 0 ||
      this.arrived.length > 0
    )
  }

  /** Nothing is dirty but what people do by themselves: fields, focus, selection, scrolling. */
  get isInputOnly(): boolean {
    const { placed, attributes, texts, animations, sheets, frames, gone } = this
    return [placed, attributes, texts, animations, sheets, frames, gone].every(({ size }) => size === 0)
  }

  /**
   * The node stands at a new place in `parent`, or is to be sent anew where it is. What viewers have of it is void at once:
   * it hangs somewhere in their tree that may go before it is sent again, so nothing may name it until then.
   */
  place(node: Node, parent: Node): void {
    if (this.knows(node)) this.forget(node)
    if (!this.knows(parent)) return
    let children = this.placed.get(parent)
    if (children === undefined) this.placed.set(parent, (children = new Set()))
    children.add(node)
    this.onDirty()
  }

  /**
   * The viewers are to drop the node with all that is in it. What moved into it meanwhile is somewhere else in the
   * viewers' tree and has to be named as well.
   */
  forget(top: Node): void {
    this.#ctx.roots.walk(top, (node) => {
      const id = this.#ctx.table.id(node)
      if (id === undefined) return
      this.forgetOne(node, id, node === top)
    })
    this.onDirty()
  }

  /** Part of `forget`, for one node. */
  forgetOne(node: Node, id: NodeId, isTop: boolean): void {
    if (!this.known.delete(id)) return
    if ((this.displaced.delete(id) || isTop) && this.#ctx.dom.nodeType(node) !== DOCUMENT) this.gone.add(id)
    this.placed.delete(node)
    this.gaps.forget(node)
    this.unfilled.delete(node)
    this.texts.delete(node)
    this.scrolls.delete(node)
    if (this.#ctx.live.scrolled.has(node as Element)) this.scroll(node)
    this.sheets.delete(node)
    this.shownSheets.delete(node)
    const element = node as Element
    if (this.privateFocus === element) this.privateFocus = null
    if (this.focused === element) this.awaitsFocus = true
    if (this.told.get('selection') !== 'null') this.told.delete('selection')
    this.attributes.delete(element)
    this.fields.delete(element)
    this.frames.delete(element)
    if (this.foreign.has(element)) this.#ctx.foreign?.close(element, this)
    this.fieldStates.delete(element)
    this.media.delete(element)
    // What stood in it is closed in the viewers' tree; the same elements may come again.
    if (this.layers !== '[]') this.layers = ''
    this.pictures.delete(element)
    this.pixels.delete(element)
  }

  attribute(element: Element, name: string): void {
    if (!this.knows(element)) return
    let names = this.attributes.get(element)
    if (names === undefined) this.attributes.set(element, (names = new Set()))
    names.add(name)
    this.onDirty()
  }

  mark(set: 'texts' | 'scrolls' | 'sheets', node: Node): void {
    if (!this.knows(node)) return
    this[set].add(node)
    this.onDirty()
  }

  scroll(node: Node): void {
    if (this.knows(node)) this.mark('scrolls', node)
    else if (this.scrolledEarly.size < MAX_SCROLLED_EARLY) this.scrolledEarly.add(node)
  }

  /** Something has come to be known. */
  scrollKnown(): void {
    for (const node of this.scrolledEarly) {
      if (!this.knows(node)) continue
      this.scrolledEarly.delete(node)
      this.scrolls.add(node)
    }
  }

  markElement(set: 'fields' | 'frames' | 'media' | 'pictures', element: Element): void {
    if (!this.knows(element)) return
    this[set].add(element)
    this.onDirty()
  }

  animation(element: Element): void {
    this.animations.add(element)
    this.onDirty()
  }

  restart(): void {
    this.privateFocus = null
    this.layers = '[]'
    this.hasBubble = false
    this.pickerId = null
    this.told.clear()
    this.isVoid = true
    this.onDirty()
  }

  whole(name: Whole): void {
    this.wholes.add(name)
    this.onDirty()
  }
}
