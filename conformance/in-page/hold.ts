import { animation, dom, later, media, nextFrame, svg } from './natives.ts'
import { documentIn, shadowRootOf } from './shadow-roots.ts'

/** What was stopped, to go on after the comparison. */
let undo: (() => void)[] = []
const NEVER_LONGER_MS = 1500

/**
 * Holds a document still, frames and shadow trees included, without touching its tree: animations without an end at a
 * quarter of their first turn, others at their end, media paused, fonts and images there. `times`: where media are to
 * stand (in a mirror: as in the page); returns where they stand.
 */
export async function hold(root: Document, times: readonly number[] | null): Promise<number[]> {
  release()
  const documents: Document[] = []
  const elements: Element[] = []
  collect(root, documents, elements)
  for (let i = 0; i < documents.length; i++) holdAnimations(documents[i] as Document)
  const found: number[] = []
  const loading: Promise<unknown>[] = []
  for (let i = 0; i < elements.length; i++) holdElement(elements[i] as Element, found, times, loading)
  for (let i = 0; i < documents.length; i++) loading.push(fontsOf(documents[i] as Document))
  await Promise.race([Promise.all(loading), new Promise<void>((resolve) => later(resolve, NEVER_LONGER_MS))])
  await new Promise<void>((resolve) => nextFrame(() => nextFrame(() => resolve())))
  return found
}

export function release(): void {
  const steps = undo
  undo = []
  for (let i = 0; i < steps.length; i++) steps[i]?.()
}

function collect(root: Document, documents: Document[], elements: Element[]): void {
  const pending: Node[] = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const type = dom.nodeType(node)
    if (type === 9) documents.push(node as Document)
    if (type === 1) {
      const name = dom.nodeName(node)
      if (name === 'IMG' || name === 'VIDEO' || name === 'AUDIO' || name === 'svg')
        elements.push(node as Element)
      const shadow = shadowRootOf(node as Element)
      if (shadow !== null) pending.push(shadow)
      const inside = documentIn(node as Element)
      if (inside !== null) pending.push(inside)
    }
    for (
      let child = dom.firstChild(node);
      child !== null && child !== undefined;
      child = dom.nextSibling(child)
    )
      pending.push(child)
  }
}

function holdAnimations(document: Document): void {
  const all = dom.animations(document) ?? []
  for (let i = 0; i < all.length; i++) {
    const one = all[i]
    if (one === undefined || animation.state(one) !== 'running') continue
    const effect = animation.effect(one)
    const timing = effect === null || effect === undefined ? undefined : animation.timing(effect)
    const before = animation.time(one)
    // Those that scrolling drives stand where the scroll position puts them.
    if (timing === undefined || typeof before !== 'number') continue
    const end = Number(timing.endTime)
    const turn = Number(timing.duration) || 0
    animation.pause(one)
    animation.setTime(one, Number.isFinite(end) ? end : (timing.delay ?? 0) + turn / 4)
    undo.push(() => {
      animation.setTime(one, before)
      animation.play(one)
    })
  }
}

function holdElement(
  element: Element,
  found: number[],
  times: readonly number[] | null,
  loading: Promise<unknown>[],
): void {
  const name = dom.nodeName(element)
  if (name === 'IMG') {
    const isLazy = dom.complete(element) === false && (element as HTMLImageElement).loading === 'lazy'
    // What is out of view does not load; `decode` would wait for ever.
    if (!isLazy) loading.push(Promise.resolve(dom.decode(element)).catch(() => undefined))
  } else if (name === 'svg') holdDrawing(element)
  else {
    if (media.paused(element) === false) {
      media.pause(element)
      undo.push(() => void media.play(element)?.catch(() => undefined))
    }
    const time = media.time(element) ?? 0
    const wanted = times?.[found.length]
    found.push(time)
    // A mirror may be a little behind in time, not somewhere else.
    if (wanted !== undefined && wanted !== time && Math.abs(wanted - time) < 1) {
      media.setTime(element, wanted)
      loading.push(sought(element))
    }
  }
}

/** Animations in SVG run on a clock of the outermost drawing. */
function holdDrawing(element: Element): void {
  if (svg.owner(element) !== null || svg.arePaused(element) === true) return
  const before = svg.time(element) ?? 0
  svg.pause(element)
  svg.setTime(element, 1)
  undo.push(() => {
    svg.setTime(element, before)
    svg.resume(element)
  })
}

async function sought(element: Element): Promise<void> {
  while (media.seeking(element) === true) await new Promise<void>((resolve) => later(resolve, 10))
}

async function fontsOf(document: Document): Promise<void> {
  await dom.fonts(document)?.ready
}
