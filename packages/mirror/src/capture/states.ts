import type { NodeId, OpOf } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import { Privacy } from './masking.ts'
import type { StreamState } from './stream-state.ts'
import { activeElement } from './active-element.ts'
import { knownId } from './points.ts'

/** Where the visitor's pointer is, and what it holds down, as events told. */
export class Pointed {
  hover: Element | null = null
  active: Element | null = null
}

/** Undefined when the viewers have it so. */
export function statesOp(ctx: CaptureContext, state: StreamState): OpOf<'states'> | undefined {
  const { pointed, sheets } = ctx
  const op: OpOf<'states'> = {
    op: 'states',
    hover: sheets.states.has('hover') ? around(ctx, state, pointed.hover) : null,
    active: sheets.states.has('active') ? around(ctx, state, pointed.active) : null,
    focusVisible: openId(ctx, state, visiblyFocused(ctx)),
    // Browsers look for it all over the page.
    target: sheets.states.has('target')
      ? openId(ctx, state, ctx.window.document.querySelector(':target'))
      : null,
  }
  const said = `${op.hover} ${op.active} ${op.focusVisible} ${op.target}`
  if (said === (state.told.get('states') ?? 'null null null null')) return undefined
  state.told.set('states', said)
  return op
}

/** The element, or what the private part is in that it belongs to: inside of that nobody may see the pointer move. */
function around(ctx: CaptureContext, state: StreamState, element: Element | null): NodeId | null {
  if (element === null || !ctx.dom.isConnected(element)) return null
  const hidden = ctx.masking.outermostPrivate(element)
  let node: Node | null = hidden === null ? element : ctx.roots.parentOf(hidden)
  while (node !== null && !state.knows(node)) node = ctx.roots.parentOf(node)
  return knownId(ctx, state, node) ?? null
}

function openId(ctx: CaptureContext, state: StreamState, element: Element | null): NodeId | null {
  if (element === null || ctx.masking.of(element) !== Privacy.open) return null
  return knownId(ctx, state, element) ?? null
}

function visiblyFocused(ctx: CaptureContext): Element | null {
  const active = activeElement(ctx)
  return active !== null && ctx.dom.matches(active, ':focus-visible') ? active : null
}
