import type { NodeId } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import { ELEMENT } from './dom.ts'
import { Privacy } from './masking.ts'
import type { StreamState } from './stream-state.ts'

export function knownId(ctx: CaptureContext, state: StreamState, node: Node | null): NodeId | undefined {
  return node !== null && state.knows(node) ? ctx.table.id(node) : undefined
}

/** A place in the page as viewers know it; undefined in private parts. */
export function point(ctx: CaptureContext, state: StreamState, node: Node | null, offset: number) {
  const id = knownId(ctx, state, node)
  if (id === undefined || node === null || ctx.masking.of(node) !== Privacy.open) return undefined
  // Offsets in elements count the page's children; what is ours among them is not there in the mirror.
  const { dom, options } = ctx
  if (dom.nodeType(node) !== ELEMENT) return { id, offset }
  let visible = 0
  let child = dom.firstChild(node)
  for (let i = 0; i < offset && child !== null; i++, child = dom.nextSibling(child))
    if (!options.isOwn(child)) visible++
  return { id, offset: visible }
}
