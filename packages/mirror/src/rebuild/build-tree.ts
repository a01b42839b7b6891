import { AlongsideError } from '@alongside/protocol'
import {
  EMPTY_TEXT,
  type ExactNode,
  type IdRuns,
  mixStructure,
  NAMESPACES,
  type NodeId,
  type Size,
  STRUCTURE_HASH_START,
  TEXT_BOUNDARY,
} from '../format/index.ts'
import { dom } from './dom.ts'
import {
  admitElement,
  deepStandIn,
  isElement,
  isRefused,
  isSilent,
  originalName,
  setAttribute,
} from './elements.ts'
import { REBUILD_LIMITS } from './limits.ts'

/** A piece of tree in an inert document, its nodes in document order, before it goes live. */
export type Piece = {
  readonly root: DocumentFragment | Element
  readonly nodes: readonly Node[]
  /** Structure hash (see format). */
  readonly hash: number
  /** Elements whose children follow later, with the size to keep free. */
  readonly unfilled: ReadonlyMap<Node, Size>
  /** Elements that are nested too deep to be shown. */
  readonly deep: ReadonlySet<Node>
}

/** Where a piece is to stand: how deep, and from which depth on elements are not shown. */
export type Level = { readonly depth: number; readonly floor: number }

export type InertDocuments = { readonly standards: Document; readonly quirks: Document }

/** Documents without a window: nothing in them loads, runs or is upgraded. */
export function createInertDocuments(): InertDocuments {
  return {
    standards: document.implementation.createHTMLDocument(''),
    quirks: new DOMParser().parseFromString('<p>', 'text/html'),
  }
}

/** Text that a parser would not change. */
const PLAIN_TEXT = /^[^<&\r\0]+$/

/** Parses HTML as the children of `parent`. */
export function parsePiece(html: string, parent: Node, inert: Document, level: Level): Piece {
  // Parsers drop or move text between the parts of a document and of tables; text alone needs no parser.
  if (PLAIN_TEXT.test(html)) return buildPiece([html], inert, level)
  mustBeParsable(html)
  const context = contextFor(parent, inert)
  context.innerHTML = html
  const root = context instanceof HTMLTemplateElement ? context.content : context
  return { root, unfilled: new Map(), ...collect(root, true, level) }
}

/** What a browser is asked to parse is bounded before it begins: it does not stop in between. */
function mustBeParsable(html: string): void {
  let tags = 0
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1))
    if (++tags > REBUILD_LIMITS.pieceTags) throw tooLarge('pieceTags')
}

function contextFor(parent: Node, inert: Document): Element {
  const host = isElement(parent) ? parent : ((parent as Partial<ShadowRoot>).host ?? null)
  if (host === null) throw new AlongsideError('bad_frame', 'A document’s children cannot come as HTML.')
  return inert.createElementNS(dom.namespaceURI(host), originalName(host))
}

/** Builds what HTML cannot say. */
export function buildPiece(nodes: readonly ExactNode[], inert: Document, level: Level): Piece {
  const root = inert.createDocumentFragment()
  const unfilled = new Map<Node, Size>()
  const pending: [ExactNode, Node, number][] = nodes
    .toReversed()
    .map((node): [ExactNode, Node, number] => [node, root, level.depth])
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [exact, parent, depth] = next
    mustFit(depth)
    const node = createNode(exact, inert)
    dom.appendChild(parent, node)
    if (typeof exact === 'string' || 'c' in exact) continue
    if (exact.u !== undefined) unfilled.set(node, exact.u)
    const home = node instanceof HTMLTemplateElement ? node.content : node
    const children = exact.k ?? []
    for (let i = children.length - 1; i >= 0; i--) pending.push([children[i] ?? '', home, depth + 1])
  }
  return { root, unfilled, ...collect(root, false, level) }
}

function createNode(exact: ExactNode, inert: Document): Node {
  if (typeof exact === 'string') return inert.createTextNode(exact)
  if ('c' in exact) return inert.createComment('')
  const namespace = namespaceOf(exact.ns)
  let element: Element
  try {
    element = exact.e.startsWith(':')
      ? inert.createElement(exact.e.slice(1))
      : inert.createElementNS(namespace, exact.e)
  } catch {
    // A name that HTML's parser takes and the DOM refuses: it has no behaviour, any unknown element will do.
    element = inert.createElementNS(namespace, 'alongside-unnamed')
  }
  for (const [name, value] of Object.entries(exact.a ?? {})) setAttribute(element, name, value)
  return element
}

function namespaceOf(short: string | undefined): string {
  if (short === undefined) return NAMESPACES.html
  return Object.hasOwn(NAMESPACES, short) ? NAMESPACES[short as keyof typeof NAMESPACES] : short
}

/** Lists the nodes in document order, with markers taken out, and computes the structure hash. */
function collect(
  root: Node,
  hasMarkers: boolean,
  { depth, floor }: Level,
): Pick<Piece, 'nodes' | 'hash' | 'deep'> {
  const nodes: Node[] = []
  const deep = new Set<Node>()
  let hash = STRUCTURE_HASH_START
  const path: (Node | null)[] = [dom.firstChild(root)]
  while (path.length > 0) {
    let node = path[path.length - 1] ?? null
    if (node === null) {
      path.pop()
      continue
    }
    path[path.length - 1] = dom.nextSibling(node)
    if (hasMarkers && dom.nodeType(node) === 8) {
      const replaced = resolveMarker(node as Comment)
      if (replaced === null) continue
      node = replaced
    }
    nodes.push(node)
    if (nodes.length > REBUILD_LIMITS.pieceNodes) throw tooLarge('pieceNodes')
    hash = mixNode(hash, path.length - 1, node)
    if (depth + path.length === floor && isElement(node)) deep.add(node)
    const first = dom.firstChild(node instanceof HTMLTemplateElement ? node.content : node)
    if (first === null) continue
    path.push(first)
    mustFit(depth + path.length)
  }
  return { nodes, hash, deep }
}

function mixNode(hash: number, depth: number, node: Node): number {
  const type = dom.nodeType(node)
  const name = type === 1 ? dom.nodeName(node) : ''
  return mixStructure(hash, depth, type, name, type === 3 ? (node as Text).length : 0)
}

function resolveMarker(comment: Comment): Node | null {
  const { data } = comment
  if (data === TEXT_BOUNDARY) {
    comment.remove()
    return null
  }
  if (data !== EMPTY_TEXT) {
    comment.data = ''
    return comment
  }
  const text = comment.ownerDocument.createTextNode('')
  comment.replaceWith(text)
  return text
}

/**
 * Applies the allow-list to every node of the piece (R7 to R14). Returns the nodes that stand in the piece afterwards, in
 * the same order, so that ids do not shift.
 */
export function admitPiece(piece: Piece, base: string, parent: Node): Node[] {
  const parentIsRefused = isRefused(parent)
  const parentIsSilent = isSilent(parent)
  // Siblings come one after the other.
  let last: Node | null = null
  let lastIsRefused = false
  return piece.nodes.map((node) => {
    const above = dom.parentNode(node)
    const isTop = above === piece.root
    if (isElement(node)) {
      if (!isTop && above !== last) {
        last = above
        lastIsRefused = isRefused(above)
      }
      const isUnderRefused = isTop ? parentIsRefused : lastIsRefused
      return piece.deep.has(node) && !isUnderRefused
        ? deepStandIn(node)
        : admitElement(node, base, isUnderRefused)
    }
    if (dom.nodeType(node) === 3 && (isTop ? parentIsSilent : isSilent(above))) (node as Text).data = ''
    return node
  })
}

export function countIds(runs: IdRuns): number {
  let count = 0
  for (let i = 1; i < runs.length; i += 2) count += runs[i] ?? 0
  return count
}

/** Call only after comparing `countIds` with a number of nodes: runs may claim any length. */
export function* expandIds(runs: IdRuns): Generator<NodeId> {
  for (let i = 0; i + 1 < runs.length; i += 2) {
    const first = runs[i] ?? 0
    for (let n = 0; n < (runs[i + 1] ?? 0); n++) yield (first + n) as NodeId
  }
}

function mustFit(depth: number): void {
  if (depth > REBUILD_LIMITS.depth) throw tooLarge('depth')
}

export function tooLarge(limit: keyof typeof REBUILD_LIMITS): AlongsideError {
  return new AlongsideError('too_large', 'The mirrored page is over the limit.', {
    limit: REBUILD_LIMITS[limit],
    of: limit,
  })
}
