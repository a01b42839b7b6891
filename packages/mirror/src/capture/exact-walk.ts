import { type ExactNode, MIRROR_ATTRIBUTES, NAMESPACES, type Size } from '../format/index.ts'
import { blockedAttributes, boxedSize, sizeStyle } from './blocked.ts'
import { COMMENT, ELEMENT, TEXT } from './dom.ts'
import { IdRuns } from './id-runs.ts'
import { type Masking, Privacy } from './masking.ts'
import { Trait, traitsOf } from './names.ts'
import { createFound, type Found } from './piece.ts'
import { isCustomName, type WalkParts } from './plain-walk.ts'

/** Trees deeper than this do not come in one piece (the sender opens large elements level by level). */
const MAX_DEPTH = 400

/** Says a piece of the live tree node by node. Slower than HTML, and true of any tree. */
export class ExactWalk {
  readonly ids = new IdRuns()
  readonly found: Found = createFound()
  readonly #parts: WalkParts & { readonly masking: Masking }

  constructor(parts: WalkParts & { readonly masking: Masking }) {
    this.#parts = parts
  }

  /** Undefined for nodes that are not captured. */
  visit(node: Node, privacy: Privacy, depth = 0): ExactNode | undefined {
    const { dom, table, masking, isOwn } = this.#parts
    const type = dom.nodeType(node)
    if ((type !== ELEMENT && type !== TEXT && type !== COMMENT) || isOwn(node) || depth > MAX_DEPTH)
      return undefined
    if (type === ELEMENT) return this.#element(node as Element, privacy, depth)
    this.ids.push(table.assign(node))
    return type === TEXT ? masking.text(dom.data(node), privacy, node) : { c: '' }
  }

  /** The element alone; its children follow as ops of their own. `size`: null for a blocked or opaque element. */
  shallow(element: Element, inherited: Privacy, size: Size): ExactNode {
    const { masking, table } = this.#parts
    const privacy = masking.below(inherited, element)
    this.ids.push(table.assign(element))
    if (privacy === Privacy.blocked) return this.#blocked(element)
    this.#find(element, traitsOf(this.#parts.dom.nodeName(element)))
    return { ...this.#head(element, privacy), u: size }
  }

  #element(element: Element, inherited: Privacy, depth: number): ExactNode {
    const { dom, table, masking } = this.#parts
    const privacy = masking.below(inherited, element)
    const trait = traitsOf(dom.nodeName(element))
    this.ids.push(table.assign(element))
    if (privacy === Privacy.blocked) return this.#blocked(element)
    this.#find(element, trait)
    const head = this.#head(element, privacy)
    if ((trait & Trait.opaque) !== 0) return head
    const k: ExactNode[] = []
    for (let child = dom.firstChild(element); child !== null; child = dom.nextSibling(child)) {
      const exact = this.visit(child, privacy, depth + 1)
      if (exact !== undefined) k.push(exact)
    }
    return k.length === 0 ? head : { ...head, k }
  }

  #find(element: Element, trait: number): void {
    const { dom } = this.#parts
    const isCustom = isCustomName(dom.nodeName(element)) || dom.attribute(element, 'is') !== null
    if ((trait & Trait.field) !== 0 || isCustom) this.found.fields.push(element)
    if ((trait & Trait.picture) !== 0) this.found.pictures.push(element)
    if ((trait & Trait.frame) !== 0) this.found.frames.push(element)
    if (dom.shadowRoot(element) !== null) this.found.hosts.push(element)
    this.found.boxes.push(element)
  }

  #blocked(element: Element): ExactNode {
    const { dom } = this.#parts
    return { ...this.#name(element), a: blockedAttributes(dom, element) }
  }

  #name(element: Element): { e: string; ns?: string } {
    const { dom } = this.#parts
    const namespace = dom.namespace(element) ?? ''
    const prefix = dom.prefix(element)
    const local = dom.localName(element)
    // Parsers know no prefixes: to them a colon is a letter.
    const e = prefix !== null || local.includes(':') ? `${prefix ?? ''}:${local}` : local
    if (namespace === NAMESPACES.html) return { e }
    if (namespace === NAMESPACES.svg) return { e, ns: 'svg' }
    return { e, ns: namespace === NAMESPACES.math ? 'math' : namespace }
  }

  #head(element: Element, privacy: Privacy): { e: string; ns?: string; a?: Record<string, string> } {
    const { dom, masking } = this.#parts
    const a: Record<string, string> = {}
    const attributes = dom.attributes(element)
    for (let i = 0; i < attributes.length; i++) {
      const attribute = attributes.item(i)
      if (attribute === null) continue
      const value = masking.attribute(element, attribute.name, attribute.value, privacy)
      if (value !== null) a[attribute.name] = value
    }
    const boxed = boxedSize(dom, element, privacy === Privacy.open)
    if (boxed !== null) a[MIRROR_ATTRIBUTES.size] = boxed
    if (privacy === Privacy.open || privacy === Privacy.veiled)
      return Object.keys(a).length === 0 ? this.#name(element) : { ...this.#name(element), a }
    if (privacy === Privacy.masked) a[MIRROR_ATTRIBUTES.masked] = ''
    const size = privacy === Privacy.masked ? sizeStyle(dom, element) : null
    if (size !== null) a['style'] = (a['style'] ?? '') + size
    return { ...this.#name(element), a }
  }
}
