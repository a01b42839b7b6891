import { AlongsideError } from '@alongside/protocol'
import type { OpOf } from '../format/index.ts'
import {
  admitPiece,
  buildPiece,
  countIds,
  expandIds,
  type Level,
  parsePiece,
  type Piece,
  tooLarge,
} from './build-tree.ts'
import { dom, moveChildren, takeOut } from './dom.ts'
import { isElement } from './elements.ts'
import { REBUILD_LIMITS } from './limits.ts'
import { parentAcross } from './live-state.ts'
import type { Page } from './page.ts'

/** Of the protocol: nodes in one `repair`. */
const REPAIR_BATCH = 1000

/** Puts a piece of tree where it belongs: parse or build, verify, number, filter, move in (R5 to R7). */
export function insert(page: Page, op: OpOf<'insert'>): void {
  const parent = page.table.node(op.parent)
  if (parent === undefined) {
    if (page.awaitsRepair) return
    throw new AlongsideError('bad_frame', 'The frame inserts into a node that is not there.')
  }
  const piece = makePiece(page, op, parent)
  const count = countIds(op.ids)
  if (piece === null || count !== piece.nodes.length || (op.hash !== undefined && op.hash !== piece.hash)) {
    askForRepair(page, op, count)
    return
  }
  const { base } = page.documentState(ownerOf(parent))
  const nodes = admitPiece(piece, base, parent)
  takeOld(page, op.ids)
  let index = 0
  for (const id of expandIds(op.ids)) {
    const node = nodes[index++]
    if (node === undefined) continue
    page.table.add(id, node)
    if (!isElement(node)) continue
    page.media.follow(node)
    page.resources.follow(node)
  }
  place(page, op, parent, piece)
  for (const node of nodes) {
    if (!isElement(node)) continue
    page.pictures.begin(node)
    const name = dom.localName(node)
    if (name === 'body') showLinkColours(node)
    if (name === 'img') renewIcon(page, node)
  }
  for (const [node, size] of piece.unfilled) page.showPlaceholder(node, size)
  page.options.onContent?.(parent)
}

function makePiece(page: Page, op: OpOf<'insert'>, parent: Node): Piece | null {
  const inert = page.documentState(ownerOf(parent)).quirks ? page.inert.quirks : page.inert.standards
  const level = levelIn(parent)
  if (op.html !== undefined && op.nodes === undefined)
    return dom.nodeType(parent) === 9 ? null : parsePiece(op.html, parent, inert, level)
  if (op.nodes !== undefined && op.html === undefined) return buildPiece(op.nodes, inert, level)
  throw new AlongsideError('bad_frame', 'An insert has either HTML or nodes.')
}

/** Exact pieces can't fail to parse: when they don't match their ids, the frame is wrong and repair would not help. */
function askForRepair(page: Page, op: OpOf<'insert'>, count: number): void {
  if (op.html === undefined) throw new AlongsideError('bad_frame', 'An insert’s ids do not match its nodes.')
  if (count > REBUILD_LIMITS.repairNodes) throw tooLarge('repairNodes')
  page.awaitsRepair = true
  const ids = Array.from(expandIds(op.ids)).filter((id) => page.mayAskAgain(id))
  for (let i = 0; i < ids.length; i += REPAIR_BATCH)
    page.options.onRepair(page.epoch, ids.slice(i, i + REPAIR_BATCH))
}

/** Nodes that stand already are moved here: the old ones go first, with what was in them. */
function takeOld(page: Page, runs: OpOf<'insert'>['ids']): void {
  for (const id of expandIds(runs)) {
    const old = page.table.node(id)
    if (old === undefined) continue
    if (dom.nodeType(old) === 9) throw new AlongsideError('bad_frame', 'A document cannot be inserted.')
    page.table.forget(old)
    takeOut(old)
  }
}

function place(page: Page, op: OpOf<'insert'>, parent: Node, { root }: Piece): void {
  const home = parent instanceof HTMLTemplateElement ? parent.content : parent
  const fragment = page.inert.standards.createDocumentFragment()
  moveChildren(root, fragment)
  const named = op.before === null ? undefined : page.table.node(op.before)
  const before = named ?? page.placeholder(parent)
  if (dom.nodeType(home) === 9) placeInDocument(page, home as Document, fragment)
  const isHere = before !== undefined && before !== null && dom.parentNode(before) === home
  dom.insertBefore(home, fragment, isHere ? before : null)
}

/**
 * In Chromium what stands for an image without a source is made where the image was: from a document without a window the
 * icon comes as an empty box. A copy has its own.
 */
function renewIcon({ table, resources }: Page, image: Element): void {
  const id = table.id(image)
  const parent = dom.parentNode(image)
  const hasSource = dom.getAttribute(image, 'src') || resources.addressOf(image, 'src') !== undefined
  if (hasSource || dom.hasAttribute(image, 'srcset') || parent === null || id === undefined) return
  if (dom.firstChild(image) !== null) return
  if (dom.nodeName(parent) === 'PICTURE') return
  const fresh = dom.cloneNode(image)
  dom.replaceChild(parent, fresh, image)
  table.forget(image)
  table.add(id, fresh)
}

/** These colours are the document's, and taken over when the attribute is set: that was in another one. */
function showLinkColours(body: Element): void {
  for (const name of ['link', 'vlink', 'alink']) {
    const colour = dom.getAttribute(body, name)
    if (colour !== null) dom.setAttribute(body, name, colour)
  }
}

/** A document holds one element and no text. An element that it has already is on its way out (its `remove` follows). */
function placeInDocument(page: Page, document: Document, fragment: DocumentFragment): void {
  let hasElement = false
  for (const node of Array.from(fragment.childNodes)) {
    const type = dom.nodeType(node)
    if (type === 3 || (type === 1 && hasElement)) takeOut(node)
    if (type === 1) hasElement = true
  }
  const old = dom.documentElement(document)
  if (!hasElement || old === null) return
  page.table.forget(old)
  takeOut(old)
}

function ownerOf(node: Node): Document {
  return dom.ownerDocument(node) ?? (node as Document)
}

function levelIn(parent: Node): Level {
  let depth = 0
  for (let at: Node | null = parent; at !== null; at = parentAcross(at)) depth++
  return { depth, floor: Math.max(REBUILD_LIMITS.shownDepth, depth + 1) }
}
