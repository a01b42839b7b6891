import { composedContains, isDocument, realmOf } from './elements.ts'

/** A point in the viewport of the element's own window, CSS pixels. */
export type Point = { readonly x: number; readonly y: number }

/** Fractions of the element's box as a point. */
export function pointIn(element: Element, fraction: Point): Point {
  const box = element.getBoundingClientRect()
  return { x: box.left + box.width * fraction.x, y: box.top + box.height * fraction.y }
}

/**
 * What a real pointer at this point would hit: the deepest element there, through open shadow roots. The element itself when
 * the point hits something else (it is scrolled away, or covered): the viewer named the element, the point is a detail.
 */
export function hitTarget(element: Element, { x, y }: Point, isOwn: (node: Node) => boolean): Element {
  const { document } = realmOf(element)
  for (const top of document.elementsFromPoint(x, y)) {
    // The tag's own frame and cursors lie over the page.
    if (isOwn(top)) continue
    const hit = deepest(top, x, y)
    return composedContains(element, hit) ? hit : element
  }
  return element
}

function deepest(top: Element, x: number, y: number): Element {
  let hit = top
  for (;;) {
    const inner = hit.shadowRoot?.elementFromPoint(x, y)
    // Where nothing of the shadow root is hit, browsers answer with the host or with something outside of it.
    if (inner === null || inner === undefined || inner === hit || inner.getRootNode() !== hit.shadowRoot)
      return hit
    hit = inner
  }
}

/**
 * Moves rectangles of a window into the viewport of the page's top window. Goes out as far as the page was mirrored: a tagged
 * page may itself be in a frame.
 */
export function toTopWindow(
  node: Node,
  isMirrored: (frame: Node) => boolean,
): (rect: DOMRectReadOnly) => DOMRect {
  let scale = { x: 1, y: 1 }
  let shift = { x: 0, y: 0 }
  let frame = frameOf(node)
  while (frame !== null && isMirrored(frame)) {
    const box = frame.getBoundingClientRect()
    const { offsetWidth, offsetHeight, clientLeft, clientTop } = frame as HTMLElement
    const style = realmOf(frame).getComputedStyle(frame)
    const zoom = { x: ratio(box.width, offsetWidth), y: ratio(box.height, offsetHeight) }
    scale = { x: scale.x * zoom.x, y: scale.y * zoom.y }
    shift = {
      x: shift.x * zoom.x + box.left + (clientLeft + Number.parseFloat(style.paddingLeft)) * zoom.x,
      y: shift.y * zoom.y + box.top + (clientTop + Number.parseFloat(style.paddingTop)) * zoom.y,
    }
    frame = frameOf(frame)
  }
  return ({ x, y, width, height }) =>
    new DOMRect(x * scale.x + shift.x, y * scale.y + shift.y, width * scale.x, height * scale.y)
}

function ratio(shown: number, laidOut: number): number {
  return laidOut === 0 ? 1 : shown / laidOut
}

function frameOf(node: Node): Element | null {
  try {
    const window = (isDocument(node) ? node : node.ownerDocument)?.defaultView
    return window?.frameElement ?? null
  } catch {
    return null
  }
}
