/** What is done on one side and seen on the other: the number it has reached, and when. */
export type Event = { readonly kind: Followed; readonly value: number; readonly at: number }
export type Followed = 'keys' | 'pointer' | 'ticks'

export type FollowTools = {
  /** Notes keys pressed, the pointer's way and ticks in this page. */
  note(): void
  /** Looks with each frame at what has arrived: in the mirror, or (`isPage`) in the page itself. */
  watch(isPage: boolean): void
  take(): readonly Event[]
}

declare global {
  var benchFollow: FollowTools
  /** Pages that tick raise it. */
  var benchTick: number | undefined
}

const events: Event[] = []
const newest: Partial<Record<Followed, number>> = {}

function add(kind: Followed, value: number): void {
  if (value === newest[kind]) return
  newest[kind] = value
  events.push({ kind, value, at: benchLook.now() })
}

function note(): void {
  let keys = 0
  addEventListener('keydown', () => add('keys', ++keys), true)
  addEventListener('pointermove', ({ clientX }) => add('pointer', clientX), true)
}

function watch(isPage: boolean): void {
  const look = () => {
    const page = isPage ? document : benchLook.mirror()
    const field = page?.getElementById('name') as HTMLInputElement | null
    const tick = page?.getElementById('tick')
    if (field) add('keys', field.value.length)
    if (tick) add('ticks', Number(tick.textContent))
    const x = isPage ? null : cursorX()
    if (x !== null) add('pointer', x)
    requestAnimationFrame(look)
  }
  look()
}

/** Where the viewer draws the visitor's cursor, in the page's pixels. */
function cursorX(): number | null {
  const root = document.querySelector('alongside-viewer')?.shadowRoot
  const cursor = root?.querySelector<HTMLElement>('[data-cursor]:not(.gone)')
  const x = /translate\((-?[\d.]+)px/.exec(cursor?.style.transform ?? '')?.[1]
  const frame = benchLook.mirror()?.defaultView?.frameElement as HTMLElement | null | undefined
  if (x === undefined || !frame) return null
  return (Number(x) * frame.offsetWidth) / frame.getBoundingClientRect().width
}

if (window.parent === window) globalThis.benchFollow = { note, watch, take: () => events.splice(0) }
