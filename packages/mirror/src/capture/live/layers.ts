import type { NodeId, OpOf } from '../../format/index.ts'
import type { CaptureContext, Observer } from '../context.ts'
import { toJson } from '../json.ts'
import { patchMethod } from '../patch.ts'
import { Privacy } from '../masking.ts'
import type { StreamState } from '../stream-state.ts'

const EVENTS = ['beforetoggle', 'toggle', 'close', 'fullscreenchange']
const METHODS = ['showModal', 'show', 'close', 'showPopover', 'hidePopover', 'togglePopover']
/** One at a time: a browser that does not know the second still finds dialogs. */
const SHOWN = ['dialog:modal', '[popover]:popover-open'] as const
/** Of the format. */
const MAX_LAYERS = 200

/** The top layer: modal dialogs, popovers, what fills the screen. */
export const layers: Observer = (ctx) => {
  const { live, marks } = ctx
  let next = 1
  const changed = (target: unknown) => {
    const element = target as Element
    noteLayer(ctx, element)
    if (live.layers.has(element)) {
      if (!live.order.has(element)) live.order.set(element, next++)
    } else live.order.delete(element)
    live.hasLayers = true
    marks.whole('layers')
  }
  const handle = ctx.guard((event: Event) => {
    const { source, newState } = event as Event & { source?: unknown; newState?: string }
    const target = event.target as Element
    if (source !== undefined && source !== null) live.openers.set(target, source as Element)
    // Opened by nothing this time.
    else if (event.type === 'beforetoggle' && newState === 'open') live.openers.delete(target)
    // Only what follows shows whether it happened.
    if (event.type === 'beforetoggle') return void Promise.resolve().then(ctx.guard(() => changed(target)))
    changed(target)
  })
  return ctx.roots.onRoot((root, window) => {
    for (const type of EVENTS) root.addEventListener(type, handle, true)
    const owners: object[] =
      root === window.document ? [window.HTMLDialogElement.prototype, window.HTMLElement.prototype] : []
    const restore = owners.flatMap((owner) =>
      METHODS.map((name) => patchMethod(owner, name, ctx.guard, changed)),
    )
    return () => {
      for (const type of EVENTS) root.removeEventListener(type, handle, true)
      for (const undo of restore) undo()
    }
  })
}

/** Looks whether the element is shown in the top layer. */
export function noteLayer({ live, dom }: CaptureContext, element: Element): void {
  const mayBe = dom.nodeName(element) === 'DIALOG' || dom.attribute(element, 'popover') !== null
  if (!mayBe || !SHOWN.some((selector) => matches(element, selector))) live.layers.delete(element)
  else live.layers.add(element)
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector)
  } catch {
    return false
  }
}

type Layer = OpOf<'layers'>['layers'][number]

/** Undefined when the viewers have it so. */
export function layersOp(ctx: CaptureContext, state: StreamState): OpOf<'layers'> | undefined {
  const found: { element: Element; kind: Layer['kind'] }[] = []
  for (const element of ctx.live.layers) {
    noteLayer(ctx, element)
    if (ctx.live.layers.has(element))
      found.push({ element, kind: matches(element, SHOWN[0]) ? 'modal' : 'popover' })
  }
  for (const { fullscreenElement } of ctx.roots) {
    if (fullscreenElement != null) found.push({ element: fullscreenElement, kind: 'fullscreen' })
  }
  ctx.live.hasLayers = found.length > 0
  const orderOf = ({ element }: { element: Element }) => ctx.live.order.get(element) ?? 0
  found.sort((a, b) => orderOf(a) - orderOf(b))
  const listed: Layer[] = []
  for (const { element, kind } of found) {
    const id = state.knows(element) ? ctx.table.id(element) : undefined
    if (ctx.options.isOwn(element)) continue
    if (id === undefined || ctx.masking.isBelowPrivate(element) || listed.length >= MAX_LAYERS) continue
    listed.push({ id, kind, ...openerOf(ctx, state, element) })
  }
  const json = toJson(listed)
  if (json === state.layers) return undefined
  state.layers = json
  return { op: 'layers', layers: listed }
}

function openerOf(ctx: CaptureContext, state: StreamState, popover: Element): { by?: NodeId } {
  const opener = ctx.live.openers.get(popover)
  if (opener === undefined || !state.knows(opener) || ctx.masking.of(opener) !== Privacy.open) return {}
  const id = ctx.table.id(opener)
  return id === undefined ? {} : { by: id }
}
