import { fractionIn, type Box, type Point } from './geometry.ts'
import { contentDocument, type NodeId, parentAcross, type Rebuild } from './mirror.ts'

/** What is under a point: the innermost element that the page's side knows by an id. */
export type Hit = {
  readonly element: Element
  readonly id: NodeId
  readonly box: Box
  /** The point as fractions of the element's box. */
  readonly fraction: Point
}

export function isElement(node: Node | null | undefined): node is HTMLElement {
  return node?.nodeType === 1
}

/** `point` in page coordinates: the top document's viewport. Looks into shadow roots and frames. */
export function hitTest(rebuild: Rebuild, point: Point): Hit | null {
  const found = elementAt(rebuild.document, point)
  for (let node: Node | null = found; node !== null; node = parentAcross(node)) {
    const id = isElement(node) ? rebuild.id(node) : undefined
    if (!isElement(node) || id === undefined) continue
    const box = boxOf(node)
    return { element: node, id, box, fraction: fractionIn(point, box) }
  }
  return null
}

/** The innermost element at a point in page coordinates, through shadow roots and frames. */
export function elementAt(document: Document | null, point: Point): Element | null {
  let root: Document | ShadowRoot | null = document
  let found: Element | null = null
  let { x, y } = point
  while (root !== null) {
    const element: Element | null = root.elementFromPoint(x, y)
    if (element === null || element === found) break
    // A shadow root also answers with what is outside of it.
    if (found !== null && root === found.shadowRoot && element.getRootNode() !== root) break
    found = element
    const inside = contentDocument(element)
    if (inside !== null) {
      const at = contentOrigin(element)
      x -= at.x
      y -= at.y
    }
    root = element.shadowRoot ?? inside
  }
  return found
}

/** Where an element's frame content begins, in the coordinates of the document that the frame element is in. */
function contentOrigin(frame: Element): Point {
  const rect = frame.getBoundingClientRect()
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame)
  return {
    x: rect.left + frame.clientLeft + (Number.parseFloat(style?.paddingLeft ?? '') || 0),
    y: rect.top + frame.clientTop + (Number.parseFloat(style?.paddingTop ?? '') || 0),
  }
}

/** Offset of a document's viewport in page coordinates. */
export function originOf(mirrored: Document | null): Point {
  let [x, y] = [0, 0]
  let frame = mirrored?.defaultView?.frameElement ?? null
  // The outermost frame is the mirror's own; it stands in the viewer's document.
  while (frame !== null && frame.ownerDocument !== document) {
    const at = contentOrigin(frame)
    x += at.x
    y += at.y
    frame = frame.ownerDocument.defaultView?.frameElement ?? null
  }
  return { x, y }
}

/** The element's box in page coordinates. */
export function boxOf(element: Element): Box {
  return shift(element.getBoundingClientRect(), originOf(element.ownerDocument))
}

function shift({ left, top, width, height }: Box, by: Point): Box {
  return { left: left + by.x, top: top + by.y, width, height }
}

/** Whether the element is drawn at all. */
export function isRendered(element: Element): boolean {
  return element.getClientRects().length > 0
}

export type TextPoint = { readonly node: Node; readonly offset: number }

/** Boxes that cover a stretch of text, in page coordinates. At most 300. */
export function textBoxes(from: TextPoint, to: TextPoint): Box[] {
  const { ownerDocument } = from.node
  if (ownerDocument === null || to.node.ownerDocument !== ownerDocument) return []
  const range = orderedRange(ownerDocument, from, to)
  const origin = originOf(ownerDocument)
  return Array.from(range.getClientRects())
    .filter(({ width, height }) => width > 0 && height > 0)
    .slice(0, 300)
    .map((rect) => shift(rect, origin))
}

/** A range from the first to the second point, whichever comes first in the document. */
export function orderedRange(document: Document, a: TextPoint, b: TextPoint): Range {
  const range = document.createRange()
  const limit = ({ node, offset }: TextPoint) =>
    Math.min(offset, node.nodeType === 3 ? (node as Text).length : node.childNodes.length)
  range.setStart(a.node, limit(a))
  range.setEnd(b.node, limit(b))
  if (range.collapsed) {
    range.setStart(b.node, limit(b))
    range.setEnd(a.node, limit(a))
  }
  return range
}
