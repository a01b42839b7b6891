import type { Action } from '@alongside/protocol'
import type { ControlContext, Outcome } from './context.ts'
import { isDocument, isElement } from './elements.ts'

type Journey = Extract<Action, { kind: 'back' | 'forward' | 'reload' | 'navigate' }>

/** Scrolls a document or an element to a position. At once: the viewer has scrolled already. */
export function scroll(context: ControlContext, node: Node, { x, y }: { x: number; y: number }): Outcome {
  const box = scrollBox(node)
  if (box === undefined) return 'not_a_field'
  const at = { left: box.scrollLeft, top: box.scrollTop }
  context.native.scrollTo(box, { left: x, top: y, behavior: 'instant' })
  const hasMoved = box.scrollLeft !== at.left || box.scrollTop !== at.top
  const canMove = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight
  return hasMoved || canMove || (x === at.left && y === at.top) ? 'done' : 'not_scrollable'
}

function scrollBox(node: Node): Element | undefined {
  if (isElement(node)) return node
  return isDocument(node) ? (node.scrollingElement ?? node.documentElement) : undefined
}

/** History and addresses. Begins a task later, so that the answer leaves before the page does. */
export function travel({ options, native }: ControlContext, action: Journey): Outcome {
  const { history, location } = options.window
  const go = (way: () => void): Outcome => {
    native.setTimeout(way, 0)
    return 'done'
  }
  switch (action.kind) {
    case 'back':
      return go(() => history.back())
    case 'forward':
      return go(() => history.forward())
    case 'reload':
      return go(() => location.reload())
    case 'navigate': {
      const url = parseDestination(action.url, location.href)
      if (url === undefined || !isAllowed(url, [location.origin, ...options.origins()]))
        return 'origin_not_allowed'
      return go(() => location.assign(url.href))
    }
  }
}

function parseDestination(address: string, base: string): URL | undefined {
  if (!URL.canParse(address, base)) return undefined
  const url = new URL(address, base)
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.username === '' && url.password === '' ? url : undefined
}

/** Origins are exact, or any port by `:*`. */
function isAllowed(url: URL, origins: readonly string[]): boolean {
  return origins.some(
    (origin) =>
      url.origin === origin ||
      (origin.endsWith(':*') && `${url.protocol}//${url.hostname}` === origin.slice(0, -2)),
  )
}
