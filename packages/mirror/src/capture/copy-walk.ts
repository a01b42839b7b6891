import {
  EMPTY_TEXT,
  MIRROR_ATTRIBUTES,
  mixStructure,
  STRUCTURE_HASH_START,
  TEXT_BOUNDARY,
} from '../format/index.ts'
import { blockedAttributes, boxedSize, sizeStyle } from './blocked.ts'
import { COMMENT, ELEMENT, TEXT } from './dom.ts'
import { IdRuns } from './id-runs.ts'
import { type Masking, Privacy } from './masking.ts'
import { opened, refusesText, Trait, traitsOf } from './names.ts'
import { createFound, type Found } from './piece.ts'
import { isCustomName, isMisplaced, isRenamed, startsWithNewline, type WalkParts } from './plain-walk.ts'

const MAX_DEPTH = 300

/**
 * Walks a piece of the live tree together with a copy of it in an inert document, and makes the copy fit to be sent: what
 * is private replaced, what may not go taken out, markers put where HTML would merge texts.
 */
export class CopyWalk {
  readonly ids = new IdRuns()
  readonly found: Found = createFound()
  hash = STRUCTURE_HASH_START
  /** Whether the copy differs from the page: the next piece will probably, too. */
  hasChanged = false
  /** Elements with an `is` attribute. */
  builtIns = 0
  readonly #parts: WalkParts & { readonly masking: Masking }

  /** No element in the piece decides about masking, but fields may. */
  readonly #isUnmarked: boolean

  constructor(parts: WalkParts & { readonly masking: Masking }, isUnmarked: boolean) {
    this.#parts = parts
    this.#isUnmarked = isUnmarked
  }

  /** `copy` is in its place in the copied tree. False: HTML cannot carry this, take the exact path. */
  visit(node: Node, copy: Node, depth: number, open: number, parent: string, privacy: Privacy): boolean {
    const { dom, table, masking, isExact } = this.#parts
    const type = dom.nodeType(node)
    if (type === ELEMENT) return this.#element(node as Element, copy as Element, depth, open, parent, privacy)
    if (isExact(node)) return false
    this.ids.push(table.assign(node))
    if (type === COMMENT) {
      if ((copy as Comment).data !== '') this.#change()
      ;(copy as Comment).data = ''
      this.hash = mixStructure(this.hash, depth, COMMENT, '', 0)
      return true
    }
    const original = dom.data(node)
    const data = masking.text(original, privacy, node)
    if (refusesText(parent) && data.trim() !== '') return false
    if (data === '') copy.parentNode?.replaceChild(newComment(copy, EMPTY_TEXT), copy)
    else if (data !== original) (copy as Text).data = data
    this.hash = mixStructure(this.hash, depth, TEXT, '', data.length)
    return true
  }

  #element(
    element: Element,
    copy: Element,
    depth: number,
    open: number,
    parent: string,
    inherited: Privacy,
  ): boolean {
    const { dom, table, masking, isExact } = this.#parts
    const name = dom.nodeName(element)
    const trait = traitsOf(name)
    if (depth > MAX_DEPTH || isExact(element) || isMisplaced(name, trait, open, parent)) return false
    if (isRenamed(dom, element, name, parent)) return false
    const mayDecide = !this.#isUnmarked || (trait & Trait.field) !== 0
    const privacy = mayDecide ? masking.below(inherited, element) : inherited
    this.ids.push(table.assign(element))
    this.hash = mixStructure(this.hash, depth, ELEMENT, name, 0)
    if (privacy === Privacy.blocked) return this.#block(element, copy)
    this.#attributes(element, copy, privacy)
    const boxed = boxedSize(dom, element, privacy === Privacy.open)
    if (boxed !== null) setAttribute(copy, MIRROR_ATTRIBUTES.size, boxed)
    const isBuiltIn = dom.attribute(element, 'is') !== null
    if (isBuiltIn) this.builtIns++
    if ((trait & Trait.field) !== 0 || isCustomName(name) || isBuiltIn) this.found.fields.push(element)
    if ((trait & Trait.picture) !== 0) this.found.pictures.push(element)
    if ((trait & Trait.scrollable) !== 0) this.found.boxes.push(element)
    if (dom.shadowRoot(element) !== null) this.found.hosts.push(element)
    if ((trait & Trait.opaque) !== 0) {
      if ((trait & Trait.frame) !== 0) this.found.frames.push(element)
      empty(copy)
      this.#change()
      return true
    }
    if ((trait & Trait.empty) !== 0) return dom.firstChild(element) === null
    return this.#children(element, copy, depth + 1, opened(open, name, trait), name, trait, privacy)
  }

  #children(
    element: Element,
    copy: Element,
    depth: number,
    open: number,
    name: string,
    trait: number,
    privacy: Privacy,
  ): boolean {
    const { dom } = this.#parts
    const first = dom.firstChild(element)
    if (first !== null && (trait & Trait.dropsNewline) !== 0 && startsWithNewline(dom, first)) return false
    return this.#siblings(first, dom.firstChild(copy), depth, open, name, privacy)
  }

  #siblings(
    node: Node | null,
    copy: Node | null,
    depth: number,
    open: number,
    parent: string,
    privacy: Privacy,
  ): boolean {
    const { dom, isOwn } = this.#parts
    let wasText = false
    while (node !== null && copy !== null) {
      const next = dom.nextSibling(node)
      const nextCopy = dom.nextSibling(copy)
      const type = dom.nodeType(node)
      if ((type !== ELEMENT && type !== TEXT && type !== COMMENT) || isOwn(node)) {
        copy.parentNode?.removeChild(copy)
      } else {
        if (type === TEXT && wasText) copy.parentNode?.insertBefore(newComment(copy, TEXT_BOUNDARY), copy)
        wasText = type === TEXT
        if (!this.visit(node, copy, depth, open, parent, privacy)) return false
      }
      node = next
      copy = nextCopy
    }
    return true
  }

  #attributes(element: Element, copy: Element, privacy: Privacy): void {
    const { dom, masking } = this.#parts
    if (privacy === Privacy.open) return this.#openAttributes(element, copy)
    const attributes = dom.attributes(copy)
    for (let i = attributes.length - 1; i >= 0; i--) {
      const attribute = attributes.item(i)
      if (attribute === null) continue
      const value = masking.attribute(element, attribute.name, attribute.value, privacy)
      if (value === null) attributes.removeNamedItemNS(attribute.namespaceURI, attribute.localName)
      else if (value !== attribute.value) attribute.value = value
    }
    if (privacy === Privacy.veiled) return
    setAttribute(copy, MIRROR_ATTRIBUTES.masked, '')
    const size = sizeStyle(dom, element)
    if (size !== null) setAttribute(copy, 'style', (dom.attribute(copy, 'style') ?? '') + size)
  }

  /** By name first: reading all attributes as nodes would take most of the time. */
  #openAttributes(element: Element, copy: Element): void {
    const { dom, masking } = this.#parts
    const tag = dom.nodeName(element)
    for (const name of dom.attributeNames(copy)) {
      if (masking.keeps(tag, name)) continue
      const before = dom.attribute(copy, name) ?? ''
      const value = masking.attribute(element, name, before, Privacy.open)
      if (value === before) continue
      if (value !== null) {
        setAttribute(copy, name, value)
        continue
      }
      dom.removeAttribute(copy, name)
      this.#change()
    }
  }

  #change(): void {
    this.hasChanged = true
  }

  #block(element: Element, copy: Element): boolean {
    const { dom } = this.#parts
    empty(copy)
    const attributes = dom.attributes(copy)
    while (attributes.length > 0) {
      const attribute = attributes.item(0)
      if (attribute !== null) attributes.removeNamedItemNS(attribute.namespaceURI, attribute.localName)
    }
    for (const [name, value] of Object.entries(blockedAttributes(dom, element)))
      setAttribute(copy, name, value)
    return true
  }
}

/** The copies belong to a document of ours, but a `<form>` still lets its fields shadow its methods. */
function setAttribute(copy: Element, name: string, value: string): void {
  const attribute = copy.ownerDocument.createAttribute(name)
  attribute.value = value
  Element.prototype.setAttributeNode.call(copy, attribute)
}

function empty(copy: Element): void {
  const { content } = copy as Partial<HTMLTemplateElement>
  if (copy.localName === 'template' && content !== undefined) content.replaceChildren()
  Element.prototype.replaceChildren.call(copy)
}

function newComment(copy: Node, data: string): Comment {
  const document = copy.ownerDocument
  if (document === null) throw new Error('A copy without a document.')
  return document.createComment(data)
}
