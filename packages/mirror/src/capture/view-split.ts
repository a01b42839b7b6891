import type { CaptureContext } from './context.ts'
import { DOCUMENT, ELEMENT } from './dom.ts'
import { windowOf } from './roots.ts'

/** With more children than this, only some are measured to find those in view. */
const MEASURE_ALL = 200
const SAMPLES = 100
/** What is just outside is near as well. CSS pixels. */
const MARGIN = 120

export type ViewSplit = {
  /** To be sent first, in document order: in view, or `far` ones as placeholders. */
  readonly near: readonly Node[]
  readonly far: ReadonlySet<Node>
  /** Later: what follows the view, then what is before it. */
  readonly rest: readonly Node[]
}

/** Divides children by what is in the viewport. `isLarge`: worth a placeholder. Reads layout, writes nothing. */
export function splitByView(
  ctx: CaptureContext,
  parent: Node,
  children: readonly Node[],
  isLarge: (element: Element) => boolean,
): ViewSplit {
  const { dom } = ctx
  const document = dom.nodeType(parent) === DOCUMENT ? (parent as Document) : dom.ownerDocument(parent)
  const view = document === null ? null : windowOf(document)
  const far = new Set<Node>()
  if (view === null || children.length < 2) return { near: children, far, rest: [] }
  const { innerWidth, innerHeight } = view
  const place = (node: Node | undefined) => {
    if (node === undefined || dom.nodeType(node) !== ELEMENT) return 0
    return placeOf(dom.rect(node as Element), innerWidth, innerHeight)
  }
  const isAll = children.length <= MEASURE_ALL
  const near: Node[] = []
  const before: Node[] = []
  const after: Node[] = []
  const places = isAll ? children.map(place) : samplePlaces(children, place)
  for (const [i, child] of children.entries()) {
    const at = places[i] ?? 0
    if (at === 0) near.push(child)
    else if (isAll && dom.nodeType(child) === ELEMENT && isLarge(child as Element)) {
      near.push(child)
      far.add(child)
    } else (at < 0 ? before : after).push(child)
  }
  for (const child of before) after.push(child)
  return { near, far, rest: after }
}

/** 0: in view, or without a box. -1: above or left of it. 1: below or right. */
function placeOf(rect: DOMRect, width: number, height: number): -1 | 0 | 1 {
  if (rect.width === 0 && rect.height === 0) return 0
  if (rect.bottom < -MARGIN || rect.right < -MARGIN) return -1
  return rect.top > height + MARGIN || rect.left > width + MARGIN ? 1 : 0
}

/** Measures every so many; between two on the same side, nothing is in view. */
function samplePlaces(children: readonly Node[], place: (node: Node | undefined) => number): number[] {
  const step = Math.ceil(children.length / SAMPLES)
  const places: number[] = []
  for (let start = 0; start < children.length; start += step) {
    const end = Math.min(start + step, children.length)
    const first = place(children[start])
    const last = place(children[end - 1])
    const isUniform = first === last && first !== 0
    for (let i = start; i < end; i++) places.push(isUniform ? first : place(children[i]))
  }
  return places
}
