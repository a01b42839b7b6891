/** What a page looks like, told from within: for finding the moment from which a mirror shows the same. */
export type View = {
  /** What stands at the points of a grid: name, visible box, colours, font and beginning of the text. */
  readonly points: readonly string[]
  /** Elements in the body. */
  readonly elements: number
}

export type Seen = { readonly firstAt: number; readonly completeAt: number }

export type LookTools = {
  describe(): View
  /** Waits until the mirror in this page shows that; times in milliseconds since the epoch, from `performance`. */
  untilEqual(wanted: View, limitMs: number): Promise<Seen>
  /** The mirrored document in this page, whoever made the mirror. */
  mirror(): Document | null
  now(): number
}

declare global {
  var benchLook: LookTools
}

const COLUMNS = 16
const ROWS = 10
/** Beyond the edge of the viewport. */
const OUT = -1
/** How often all elements are counted. Milliseconds. */
const COUNT_MS = 50

function describe(document: Document): View {
  const points = Array.from({ length: COLUMNS * ROWS }, (_, i) => pointAt(document, i))
  return { points, elements: count(document) }
}

function pointAt(document: Document, number: number): string {
  const view = document.defaultView
  const element = document.elementFromPoint(
    ((number % COLUMNS) + 0.5) * ((view?.innerWidth ?? 0) / COLUMNS),
    (Math.floor(number / COLUMNS) + 0.5) * ((view?.innerHeight ?? 0) / ROWS),
  )
  if (element === null || view === null) return ''
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const { color, backgroundColor, font } = view.getComputedStyle(element)
  // What is to be seen of it: how far something goes on out of view is no matter of the first paint.
  const box = [left, Math.max(top, OUT), right, Math.min(bottom, view.innerHeight - OUT)]
    .map(Math.round)
    .join(' ')
  const text = element.firstChild?.nodeType === 3 ? (element.firstChild.nodeValue ?? '').slice(0, 20) : ''
  return [element.localName, box, color, backgroundColor, font, text].join('|')
}

function count(document: Document): number {
  return document.body.getElementsByTagName('*').length
}

function mirror(): Document | null {
  const frames = (document.querySelector('alongside-viewer')?.shadowRoot ?? document).querySelectorAll(
    'iframe',
  )
  for (const frame of frames)
    if (frame.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      return frame.contentDocument
  return null
}

async function untilEqual(wanted: View, limitMs: number): Promise<Seen> {
  const deadline = performance.now() + limitMs
  let firstAt = 0
  let countAt = 0
  let at = 0
  while (performance.now() < deadline) {
    await nextFrame()
    const document = mirror()
    if (!document?.body) continue
    // Where it differed last is looked at first.
    if (firstAt === 0) {
      for (let i = 0; i < wanted.points.length; i++, at++)
        if (pointAt(document, at % wanted.points.length) !== wanted.points[at % wanted.points.length]) break
        else if (i === wanted.points.length - 1) firstAt = await painted()
    }
    if (firstAt === 0 || performance.now() < countAt) continue
    countAt = performance.now() + COUNT_MS
    if (count(document) >= wanted.elements) return { firstAt, completeAt: await painted() }
  }
  throw new Error(firstAt === 0 ? 'the viewport was not equal in time' : 'not everything came in time')
}

/** When the frame in which this is called has been drawn. */
async function painted(): Promise<number> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    port2.postMessage(0)
  })
  return now()
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

// In the mirrored document itself, too, where scripts do not run: harmless.
if (window.parent === window)
  globalThis.benchLook = { describe: () => describe(document), untilEqual, mirror, now }
