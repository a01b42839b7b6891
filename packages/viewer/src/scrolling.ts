import type { Commands } from './commands.ts'
import type { Point } from './geometry.ts'
import { type NodeId, type OpOf, parentAcross, scrollTarget } from './mirror.ts'
import { createScrollEcho, type ScrollEcho } from './scroll-echo.ts'
import type { Stage } from './stage.ts'
import { createThrottle } from './throttle.ts'
import type { MirrorPage } from './types.ts'

/** Co-scrolling: the agent's scrolling shows at once and goes to the page; the visitor's is followed. */
export type Scrolling = {
  /** Whether the top document follows the visitor, and takes the visitor along. */
  following: boolean
  /** Scrolls what is at or around the element by page pixels. False: nothing there scrolls that way. */
  scrollBy(from: Node, dx: number, dy: number): boolean
  handleWheel(event: WheelEvent, under: Node | null): void
  /** Scroll keys for the top document. False: not one of them. */
  handleKey(event: KeyboardEvent): boolean
  followsScroll(op: OpOf<'scroll'>, isTop: boolean): boolean
  /** Another page is shown: nothing of the last one is on its way any more. */
  reset(): void
  close(): void
}

/** Commands a box: enough for the visitor to see it move, few enough for a slow line. Milliseconds. */
const COMMAND_EVERY_MS = 50
const LINE_PX = 40

type Follower = { readonly echo: ScrollEcho; readonly throttle: ReturnType<typeof createThrottle> }

export function createScrolling(
  stage: Stage,
  commands: () => Commands,
  page: () => MirrorPage | null,
): Scrolling {
  return new CoScrolling(stage, commands, page)
}

class CoScrolling implements Scrolling {
  readonly #stage: Stage
  readonly #commands: () => Commands
  readonly #page: () => MirrorPage | null
  readonly #followers = new Map<NodeId, Follower>()
  #following = true
  /** Where the visitor is in the top document while the agent looks elsewhere. */
  #visitorAt: Point | null = null

  constructor(stage: Stage, commands: () => Commands, page: () => MirrorPage | null) {
    this.#stage = stage
    this.#commands = commands
    this.#page = page
  }

  get #document(): Document | null {
    return this.#page()?.rebuild.document ?? null
  }

  get following(): boolean {
    return this.#following
  }

  set following(next: boolean) {
    if (next === this.#following) return
    this.#following = next
    const topId = this.#page()?.rebuild.topId ?? null
    if (next && topId !== null && this.#visitorAt !== null) this.#put(topId, this.#visitorAt)
    if (!next) this.#visitorAt = positionOf(this.#document)
  }

  scrollBy(from: Node, dx: number, dy: number): boolean {
    for (let node: Node | null = from; node !== null; node = parentAcross(node)) {
      if (this.#scrollOne(node, dx, dy)) return true
      if (node === this.#document) return false
    }
    return false
  }

  handleWheel(event: WheelEvent, under: Node | null): void {
    const { scroller, scale } = this.#stage
    const from = under ?? this.#document
    if (from === null || event.ctrlKey) return
    const unit = event.deltaMode === 1 ? LINE_PX : event.deltaMode === 2 ? innerHeight : 1
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit]
    // Widget and page are one long page: down to the end of the widget first, up to the top of the page first.
    if ((dy > 0 || dx > 0) && canScroll(scroller, dx, dy)) return
    if (this.scrollBy(from, dx / scale, dy / scale) || !canScroll(scroller, dx, dy)) event.preventDefault()
  }

  handleKey(event: KeyboardEvent): boolean {
    const document = this.#document
    if (document === null || event.ctrlKey || event.metaKey || event.altKey) return false
    const step = keyStep(event, document.documentElement.clientHeight)
    if (step !== null) this.scrollBy(document, step.x, step.y)
    return step !== null
  }

  followsScroll(op: OpOf<'scroll'>, isTop: boolean): boolean {
    const at = { x: op.x, y: op.y }
    if (!isTop || this.#following) return this.#followers.get(op.id)?.echo.follows(at) ?? true
    this.#visitorAt = at
    return false
  }

  reset(): void {
    this.close()
    this.#followers.clear()
    this.#visitorAt = null
  }

  close(): void {
    for (const { throttle } of this.#followers.values()) throttle.cancel()
  }

  #scrollOne(node: Node, dx: number, dy: number): boolean {
    const target = scrollTarget(node)
    if (target === null || (node.nodeType !== 9 && !scrolls(target))) return false
    const [x, y] = [target.scrollLeft, target.scrollTop]
    target.scrollBy({ left: dx, top: dy, behavior: 'instant' })
    if (target.scrollLeft === x && target.scrollTop === y) return false
    const id = this.#page()?.rebuild.id(node)
    if (id !== undefined && this.#following) this.#tell(id, target)
    return true
  }

  #tell(id: NodeId, target: Element): void {
    const { echo, throttle } = this.#follower(id)
    echo.moved({ x: target.scrollLeft, y: target.scrollTop })
    throttle.run(() => {
      const to = { x: target.scrollLeft, y: target.scrollTop }
      echo.sent(to)
      void this.#commands()
        .run({ kind: 'scroll', node: id, ...to })
        .then((result) => {
          const back = echo.answered(result.status === 'done')
          if (back !== null && this.#followers.get(id)?.echo === echo) this.#put(id, back)
          return back
        })
    })
  }

  #follower(id: NodeId): Follower {
    const known = this.#followers.get(id)
    if (known !== undefined) return known
    const fresh = { echo: createScrollEcho(), throttle: createThrottle(COMMAND_EVERY_MS) }
    this.#followers.set(id, fresh)
    return fresh
  }

  #put(id: NodeId, to: Point): void {
    scrollTarget(this.#page()?.rebuild.node(id))?.scrollTo({ left: to.x, top: to.y, behavior: 'instant' })
  }
}

function positionOf(document: Document | null | undefined): Point | null {
  const target = document?.scrollingElement
  return target == null ? null : { x: target.scrollLeft, y: target.scrollTop }
}

function scrolls(element: Element): boolean {
  if (element.scrollHeight <= element.clientHeight + 1 && element.scrollWidth <= element.clientWidth + 1)
    return false
  const style = element.ownerDocument.defaultView?.getComputedStyle(element)
  return /auto|scroll/.test(`${style?.overflowX} ${style?.overflowY}`)
}

function canScroll(element: Element, dx: number, dy: number): boolean {
  const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element
  if (dy > 0 && scrollTop + clientHeight < scrollHeight - 1) return true
  if (dy < 0 && scrollTop > 0) return true
  if (dx > 0 && scrollLeft + clientWidth < scrollWidth - 1) return true
  return dx < 0 && scrollLeft > 0
}

function keyStep({ key, shiftKey }: KeyboardEvent, height: number): Point | null {
  const end = 1e7
  switch (key) {
    case 'ArrowDown':
      return { x: 0, y: LINE_PX }
    case 'ArrowUp':
      return { x: 0, y: -LINE_PX }
    case 'ArrowRight':
      return { x: LINE_PX, y: 0 }
    case 'ArrowLeft':
      return { x: -LINE_PX, y: 0 }
    case 'PageDown':
      return { x: 0, y: height * 0.9 }
    case 'PageUp':
      return { x: 0, y: height * -0.9 }
    case ' ':
      return { x: 0, y: height * (shiftKey ? -0.9 : 0.9) }
    case 'Home':
      return { x: 0, y: -end }
    case 'End':
      return { x: 0, y: end }
    default:
      return null
  }
}
