import type { Point } from './geometry.ts'
import { elementAt, originOf, type TextPoint } from './locate.ts'
import type { Rebuild } from './mirror.ts'
import { letterAt, letterInField } from './tools/measure.ts'

type CaretDocument = Document & {
  caretPositionFromPoint?(
    x: number,
    y: number,
    options?: { shadowRoots: ShadowRoot[] },
  ): { offsetNode: Node; offset: number } | null
  caretRangeFromPoint?(x: number, y: number): Range | null
}

/** The place in the text nearest to a point in page coordinates; for fields, the field and an offset in its value. */
export function textPointAt(rebuild: Rebuild, point: Point): TextPoint | null {
  const element = elementAt(rebuild.document, point)
  if (element === null) return null
  const document = element.ownerDocument as CaretDocument
  const origin = originOf(document)
  const root = element.getRootNode()
  const [x, y] = [point.x - origin.x, point.y - origin.y]
  if (document.caretPositionFromPoint !== undefined) {
    const shadowRoots = 'host' in root ? [root as ShadowRoot] : []
    const position = document.caretPositionFromPoint(x, y, { shadowRoots })
    return position === null ? null : { node: position.offsetNode, offset: position.offset }
  }
  // WebKit: tells neither places in fields nor those in shadow trees.
  if (element.localName === 'input' || element.localName === 'textarea')
    return { node: element, offset: letterInField(element as HTMLInputElement, x, y) }
  if ('host' in root) return nearestIn(element, x, y)
  const range = document.caretRangeFromPoint?.(x, y) ?? null
  return range === null ? null : { node: range.startContainer, offset: range.startOffset }
}

/** The nearest letter of the element's own text. */
function nearestIn(element: Element, x: number, y: number): TextPoint | null {
  let best: (TextPoint & { distance: number }) | null = null
  for (const node of element.childNodes) {
    if (node.nodeType !== 3) continue
    const found = letterAt(node as Text, x, y)
    if (best === null || found.distance < best.distance) best = { node, ...found }
  }
  return best
}
