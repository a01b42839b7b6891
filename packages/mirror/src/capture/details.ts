import { MIRROR_ATTRIBUTES, type Op } from '../format/index.ts'
import { blockedAttributes, boxedSize, sizeStyle } from './blocked.ts'
import type { CaptureContext } from './context.ts'
import { DOCUMENT, ELEMENT } from './dom.ts'
import { fieldOp } from './field-state.ts'
import { isLocalVideo, mediaOp } from './live/media.ts'
import { isHidden, Privacy } from './masking.ts'
import type { Outbox } from './outbox.ts'
import type { StreamState } from './stream-state.ts'
import { windowOf } from './roots.ts'

const OWN_NAMES: ReadonlySet<string> = new Set(Object.values(MIRROR_ATTRIBUTES))

/** About a tenth of a millisecond. */
const ELEMENTS_AT_ONCE = 16

/** Sends what changed in nodes that stay where they are. One `step` is one node. */
export class Details {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  readonly #outbox: Outbox

  constructor(ctx: CaptureContext, state: StreamState, outbox: Outbox) {
    this.#ctx = ctx
    this.#state = state
    this.#outbox = outbox
  }

  step(): boolean {
    const { attributes, texts, fields, scrolls, media } = this.#state
    if (attributes.size > 0) {
      this.#stepAttributes()
      return true
    }
    for (const node of texts) {
      texts.delete(node)
      this.#text(node)
      return true
    }
    for (const field of fields) {
      fields.delete(field)
      this.#push(fieldOp(this.#ctx, this.#state, field, true))
      return true
    }
    for (const node of scrolls) {
      scrolls.delete(node)
      this.#scroll(node)
      return true
    }
    for (const element of media) {
      media.delete(element)
      this.#push(mediaOp(this.#ctx, element))
      if (isLocalVideo(this.#ctx, element)) this.#state.pictures.add(element)
      return true
    }
    return false
  }

  /** Of several elements: what holds around them is asked once for those that stand together. */
  #stepAttributes(): void {
    const { dom, masking } = this.#ctx
    const { attributes } = this.#state
    let around: Node | null = null
    let inherited: Privacy = Privacy.open
    let count = 0
    for (const [element, names] of attributes) {
      attributes.delete(element)
      const parent = dom.parentNode(element)
      // Not in the page.
      if (parent === null) continue
      if (parent !== around) inherited = masking.of(parent)
      around = parent
      this.#attributes(element, names, inherited)
      if (++count === ELEMENTS_AT_ONCE) return
    }
  }

  /** What is drawn, after everything else. False: nothing, or it is still being read. */
  stepPictures(): boolean {
    const { pictures } = this.#state
    if (pictures.size === 0) return false
    const watch = this.#ctx.live.pixels(this.#ctx)
    if (watch === null) return false
    for (const element of pictures) {
      const op = watch.take(this.#state, element)
      if (op === 'wait') continue
      pictures.delete(element)
      this.#push(op)
      return true
    }
    return false
  }

  #push(op: Op | undefined): void {
    if (op !== undefined) this.#outbox.push(op)
  }

  #attributes(element: Element, names: ReadonlySet<string>, inherited: Privacy): void {
    const { dom, masking, table } = this.#ctx
    const id = table.id(element)
    if (id === undefined) return
    const privacy = masking.ofChild(inherited, element)
    // In private parts classes, styles and states are as they were first seen: their changes tell what was pressed or chosen.
    if (isHidden(privacy) && isHidden(inherited)) return
    const set: Record<string, string | null> = {}
    if (privacy === Privacy.blocked) Object.assign(set, blockedAttributes(dom, element))
    else {
      for (const name of names) this.#attribute(element, name, privacy, set)
      const boxed = boxedSize(dom, element, privacy === Privacy.open)
      if (boxed !== null) set[MIRROR_ATTRIBUTES.size] = boxed
    }
    if (Object.keys(set).length > 0) this.#outbox.push({ op: 'attributes', id, set })
  }

  #attribute(element: Element, name: string, privacy: Privacy, set: Record<string, string | null>): void {
    const { dom, masking } = this.#ctx
    if (OWN_NAMES.has(name)) return
    const value = dom.attribute(element, name)
    const admitted = value === null ? null : masking.attribute(element, name, value, privacy)
    const size = name === 'style' && privacy === Privacy.masked ? sizeStyle(dom, element) : null
    if (size !== null) set[name] = (admitted ?? '') + size
    // That an attribute exists which may not be sent is nobody's business either.
    else if (admitted !== null || value === null || privacy === Privacy.open) set[name] = admitted
  }

  #text(node: Node): void {
    const { dom, masking, table } = this.#ctx
    const id = table.id(node)
    if (id !== undefined)
      this.#outbox.push({ op: 'text', id, data: masking.text(dom.data(node), masking.of(node), node) })
  }

  #scroll(node: Node): void {
    const { dom, masking, table } = this.#ctx
    const id = table.id(node)
    // What is typed and chosen scrolls fields and lists.
    if (id === undefined || isHidden(masking.of(node))) return
    const type = dom.nodeType(node)
    if (type === ELEMENT) {
      const element = node as Element
      this.#outbox.push({ op: 'scroll', id, x: dom.scrollLeft(element), y: dom.scrollTop(element) })
    } else if (type === DOCUMENT) {
      const view = windowOf(node as Document)
      if (view !== null) this.#outbox.push({ op: 'scroll', id, x: view.scrollX, y: view.scrollY })
    }
  }
}
