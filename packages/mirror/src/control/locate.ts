import type { Highlight } from '@alongside/protocol'
import type { NodeLookup } from '../capture/api.ts'
import type { NodeId } from '../format/index.ts'
import type { LocateCursor, LocateHighlight } from './api.ts'
import { isDocument, isElement } from './elements.ts'
import { toTopWindow } from './point.ts'

/** More boxes than this are not worth drawing. */
const MAX_BOXES = 500

type TextHighlight = Extract<NonNullable<Highlight>, { kind: 'text' }>

export const locateCursor: LocateCursor = (cursor, nodes) => {
  if (cursor === null) return null
  const element = elementOf(nodes.node(cursor.node as NodeId))
  if (element === undefined || element.getClientRects().length === 0) return null
  const box = topWindowOf(element, nodes)(element.getBoundingClientRect())
  return { x: box.x + box.width * cursor.x, y: box.y + box.height * cursor.y }
}

export const locateHighlight: LocateHighlight = (highlight, nodes) => {
  if (highlight === null) return []
  if (highlight.kind === 'text') return textBoxes(highlight, nodes)
  const element = elementOf(nodes.node(highlight.node as NodeId))
  if (element === undefined) return []
  return visible(element.getClientRects()).map(topWindowOf(element, nodes))
}

function textBoxes({ from, to }: TextHighlight, nodes: NodeLookup): DOMRect[] {
  const [start, end] = [nodes.node(from.node as NodeId), nodes.node(to.node as NodeId)]
  if (start === undefined || end === undefined || start.getRootNode() !== end.getRootNode()) return []
  const document = start.ownerDocument
  if (document === null) return []
  const range = document.createRange()
  range.setStart(start, clamp(start, from.offset))
  range.setEnd(end, clamp(end, to.offset))
  // Drawn backwards: setting the end before the start has moved the start.
  if (range.collapsed && (start !== end || from.offset !== to.offset)) {
    range.setStart(end, clamp(end, to.offset))
    range.setEnd(start, clamp(start, from.offset))
  }
  return rangeBoxes(document, range).map(topWindowOf(start, nodes))
}

/** Boxes of the text only: a range's own boxes contain those of whole elements and so cover text twice. */
function rangeBoxes(document: Document, range: Range): DOMRect[] {
  const boxes: DOMRect[] = []
  const part = document.createRange()
  const walker = document.createTreeWalker(range.commonAncestorContainer, 4)
  let node: Node | null = isText(walker.root) ? walker.root : walker.nextNode()
  for (; node !== null && boxes.length < MAX_BOXES; node = walker.nextNode()) {
    if (!range.intersectsNode(node)) continue
    part.setStart(node, node === range.startContainer ? range.startOffset : 0)
    part.setEnd(node, node === range.endContainer ? range.endOffset : clamp(node, Infinity))
    boxes.push(...visible(part.getClientRects()))
  }
  return boxes
}

function isText(node: Node): boolean {
  return node.nodeType === 3
}

function clamp(node: Node, offset: number): number {
  const length = node.nodeValue?.length ?? node.childNodes.length
  return Math.min(offset, length)
}

function visible(boxes: DOMRectList): DOMRect[] {
  return Array.from(boxes).filter(({ width, height }) => width > 0 && height > 0)
}

function elementOf(node: Node | undefined): Element | undefined {
  if (node === undefined) return undefined
  if (isDocument(node)) return node.documentElement
  return isElement(node) ? node : (node.parentElement ?? undefined)
}

function topWindowOf(node: Node, nodes: NodeLookup): (rect: DOMRectReadOnly) => DOMRect {
  return toTopWindow(node, (frame) => nodes.id(frame) !== undefined)
}
