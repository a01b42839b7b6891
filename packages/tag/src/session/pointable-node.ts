import type { Capture } from '@alongside/mirror/capture'

export type Pointable = { readonly element: Element; readonly id: number; readonly isMasked: boolean }

/**
 * The element that may be named when a participant points at `node`: the nearest one that viewers have, and never
 * anything inside of a masked part (where the pointer goes on a masked PIN pad is a secret too). Null when there is none.
 */
export function findPointable(node: Node, capture: Pick<Capture, 'nodes' | 'isMasked'>): Pointable | null {
  let masked: Element | null = null
  for (let at: Node | null = node; at !== null; at = parentOf(at)) {
    if (isElement(at) && capture.isMasked(at)) masked = at
  }
  for (let at: Node | null = masked ?? node; at !== null; at = parentOf(at)) {
    const id = capture.nodes.id(at)
    if (isElement(at) && id !== undefined) return { element: at, id, isMasked: masked !== null }
  }
  return null
}

function parentOf(node: Node): Node | null {
  return node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null
}

/** `instanceof` fails for elements of frames. */
export function isElement(node: Node): node is Element {
  return node.nodeType === 1
}
