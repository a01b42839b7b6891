import type { Size } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import { CopyWalk } from './copy-walk.ts'
import { ELEMENT, FRAGMENT, TEXT } from './dom.ts'
import { ExactWalk } from './exact-walk.ts'
import { Privacy } from './masking.ts'
import { escapeText, type NativePiece, NativePieces } from './native-piece.ts'
import { opened } from './names.ts'
import { type Found, NO_CONTENT, type Piece } from './piece.ts'
import { RELATIVE_URL } from './shown-style.ts'
import { Obstacle, PlainWalk, type WalkParts } from './plain-walk.ts'

/**
 * What must not be in HTML that is sent unseen: handlers, and attributes that are rewritten (marks: see Masking.isPlain).
 * Attribute names are lower case in serialised HTML. Text that looks like it only costs the copy.
 */
const SUSPICIOUS =
  / on[a-z]+="| (?:is|nonce|integrity|srcdoc|ping|shadowrootmode)="|[jJ][aA][vV][aA]\s*[sS][cC]|[vV][bB][sS][cC]|[\0\r]/
/** Elements that may scroll by what stands on them. */
const SCROLLS = / (?:style="[^"]*(?:overflow|all)|popover=|overflow=)/i
const SCROLLING = '[style*=overflow i],[style*=all i],[popover],[overflow]'
const COMMENTS = /<!--[^]*?-->/g
/** The rest of an attribute's name from its first capital letter on: only drawings have such in HTML documents. */
const CAPITALS = /[A-Z][^\s"=<>/]*="/g
/** Of those that HTML's parser knows, the ones that are common; all others cost the exact path. */
const KNOWN_CAPITALS =
  /^(?:viewBox|preserveAspectRatio|(?:gradient|pattern)(?:Units|Transform)|(?:clipPath|mask|filter|marker)Units|stdDeviation|spreadMethod|attributeName|repeatCount|refX|refY|markerWidth|markerHeight|textLength|startOffset)$/

/**
 * Turns siblings into the content of an `insert`: natively without a copy where nothing needs changing, else from a
 * cleaned copy, else node by node.
 */
export class Serializer {
  readonly #ctx: CaptureContext
  readonly #inert: Document
  /** The last piece had to be changed: pages are alike throughout, so the plain way is not even tried. */
  #expectsCopy = false
  readonly #native: NativePieces
  readonly #parts: WalkParts & { masking: CaptureContext['masking'] }

  constructor(ctx: CaptureContext) {
    const { dom, table, masking, options, exact } = ctx
    this.#ctx = ctx
    this.#inert = ctx.window.document.implementation.createHTMLDocument('')
    this.#native = new NativePieces(ctx, this.#inert)
    this.#parts = {
      dom,
      table,
      masking,
      isOwn: options.isOwn,
      isExact: (node) => exact.has(node),
      isPrivateField: (field) => masking.decide(field) !== undefined,
    }
  }

  /** `nodes` are consecutive captured siblings in `parent`. */
  serialize(parent: Node, nodes: readonly Node[], privacy: Privacy): Piece {
    const name = this.#parentName(parent)
    if (name === undefined || this.#ctx.options.isInner === true) return this.#exact(nodes, privacy)
    // A form around the parent keeps parsers from opening another one.
    const open = this.#isIn(parent, 'form') ? opened(0, 'FORM', 0) : 0
    if (privacy === Privacy.open && !this.#expectsCopy) {
      const plain = this.#plain(parent, nodes, name, open)
      if (plain === Obstacle.needsExact) return this.#exact(nodes, privacy)
      if (plain !== Obstacle.needsClone) return plain
    }
    return this.#copied(nodes, name, open, privacy) ?? this.#exact(nodes, privacy)
  }

  /** One element without its children. */
  shallow(element: Element, privacy: Privacy, size: Size): Piece {
    const walk = new ExactWalk(this.#parts)
    const node = walk.shallow(element, privacy, size)
    return { ...NO_CONTENT, ids: walk.ids, nodes: [node], found: walk.found, isOpen: false }
  }

  /**
   * Undefined where HTML cannot be parsed: below documents, in XML documents, and in `html`, whose parser adds the parts
   * that a piece does not have and moves or drops the white space around them.
   */
  #parentName(parent: Node): string | undefined {
    const { dom } = this.#ctx
    if (dom.ownerDocument(parent)?.contentType !== 'text/html') return undefined
    const name = dom.nodeName(parent)
    if (dom.nodeType(parent) === ELEMENT) return name === 'HTML' ? undefined : name
    return dom.nodeType(parent) === FRAGMENT ? '' : undefined
  }

  #isIn(parent: Node, selector: string): boolean {
    const { dom } = this.#ctx
    return dom.nodeType(parent) === ELEMENT && dom.closest(parent as Element, selector) !== null
  }

  #plain(around: Node, nodes: readonly Node[], parent: string, open: number): Piece | Exclude<Obstacle, 0> {
    const { dom, masking } = this.#ctx
    for (const node of nodes)
      if (dom.nodeType(node) === ELEMENT && !masking.isFreeOfRules(node as Element))
        return Obstacle.needsClone
    const isSendable = (text: string) =>
      !SUSPICIOUS.test(text) && !RELATIVE_URL.test(text) && masking.isPlain(text)
    // What is chosen in a list changes with its options.
    let read: NativePiece | Exclude<Obstacle, 0> | undefined = this.#isIn(around, 'select')
      ? undefined
      : this.#native.read(nodes, parent, open, isSendable)
    if (read === undefined) {
      read = this.#walk(nodes, parent, open)
      if (typeof read === 'object' && !isSendable(read.html)) return Obstacle.needsClone
    }
    if (typeof read === 'number') return read
    const { html, comments, found, ids, hash } = read
    if (losesCapitals(html)) return Obstacle.needsExact
    const blanked = comments === 0 ? html : blankComments(html, comments)
    if (blanked === undefined) return Obstacle.needsClone
    if (SCROLLS.test(html)) this.#findBoxes(nodes, found)
    return { ...NO_CONTENT, ids, html: blanked, hash, found, isOpen: true }
  }

  /** The same node by node. */
  #walk(nodes: readonly Node[], parent: string, open: number): NativePiece | Exclude<Obstacle, 0> {
    const { dom } = this.#ctx
    const walk = new PlainWalk(this.#parts)
    let html = ''
    let wasText = false
    for (const node of nodes) {
      const isElement = dom.nodeType(node) === ELEMENT
      const isText = dom.nodeType(node) === TEXT
      if (isText && wasText) return Obstacle.needsClone
      wasText = isText
      if (!walk.visit(node, 0, open, parent))
        return walk.obstacle === Obstacle.none ? Obstacle.needsClone : walk.obstacle
      html += isElement ? dom.outerHTML(node as Element) : isText ? escapeText(dom.data(node)) : '<!---->'
    }
    const { ids, hash, comments, found } = walk
    return { html, ids, hash, comments, found }
  }

  #copied(nodes: readonly Node[], parent: string, open: number, privacy: Privacy): Piece | undefined {
    const first = nodes[0]
    const last = nodes[nodes.length - 1]
    if (first === undefined || last === undefined) return undefined
    const { dom, masking } = this.#ctx
    const container = dom.createElement(this.#inert, 'div')
    let isUnmarked = true
    for (const node of nodes) {
      dom.insert(container, dom.copy(this.#inert, node), null)
      isUnmarked &&= dom.nodeType(node) !== ELEMENT || masking.isUnmarked(node as Element)
    }
    const walk = new CopyWalk(this.#parts, isUnmarked)
    let copy = dom.firstChild(container)
    let wasText = false
    for (const node of nodes) {
      if (copy === null) return undefined
      const next = dom.nextSibling(copy)
      const isText = dom.nodeType(node) === TEXT
      if (isText && wasText) dom.insert(container, dom.createComment(this.#inert, '|'), copy)
      wasText = isText
      if (!walk.visit(node, copy, 0, open, parent, privacy)) return undefined
      copy = next
    }
    this.#expectsCopy = walk.hasChanged
    const html = container.innerHTML
    this.#findBoxes(nodes, walk.found)
    if (html.includes('\0') || countIs(html) !== walk.builtIns || losesCapitals(html)) return undefined
    return {
      ...NO_CONTENT,
      ids: walk.ids,
      html: html.replaceAll('\r', '&#13;'),
      hash: walk.hash,
      found: walk.found,
      isOpen: false,
    }
  }

  #findBoxes(nodes: readonly Node[], { boxes }: Found): void {
    const { dom } = this.#ctx
    for (const node of nodes) {
      if (dom.nodeType(node) !== ELEMENT) continue
      boxes.push(node as Element)
      const inner = dom.all(node as Element, SCROLLING)
      for (let i = 0; i < inner.length; i++) boxes.push(inner.item(i))
    }
  }

  #exact(nodes: readonly Node[], privacy: Privacy): Piece {
    const walk = new ExactWalk(this.#parts)
    const exact = []
    for (const node of nodes) {
      const said = walk.visit(node, privacy)
      if (said !== undefined) exact.push(said)
    }
    return { ...NO_CONTENT, ids: walk.ids, nodes: exact, found: walk.found, isOpen: false }
  }
}

/** Elements that were created by script as customized built-ins have no `is` attribute, but are serialised with one. */
function countIs(html: string): number {
  return html.includes(' is="') ? html.split(' is="').length - 1 : 0
}

/** Whether a parser would write an attribute's name in small letters. */
function losesCapitals(html: string): boolean {
  for (const { 0: rest, index } of html.matchAll(CAPITALS)) {
    const name = html.slice(html.lastIndexOf(' ', index) + 1, index + rest.length - 2)
    // In a tag, not in text that looks like one.
    if (!KNOWN_CAPITALS.test(name) && html.lastIndexOf('<', index) > html.lastIndexOf('>', index)) return true
  }
  return false
}

/** Undefined when something that looks like a comment stands in an attribute. */
function blankComments(html: string, comments: number): string | undefined {
  let count = 0
  const blanked = html.replace(COMMENTS, () => {
    count++
    return '<!---->'
  })
  return count === comments ? blanked : undefined
}
