import { keep } from '../../early/index.ts'
import type { CaptureContext, Observer } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchMethod } from '../patch.ts'

/**
 * Shadow roots that are attached to elements which viewers have already. Those that exist when an element is sent are found
 * then; closed ones only if their making was seen, here or by the tag's loader.
 */
export const shadowRoots: Observer = (ctx) =>
  ctx.roots.onRoot((root, window) => {
    if (ctx.dom.nodeType(root) !== DOCUMENT) return () => undefined
    const undo = [
      patchMethod(window.Element.prototype, 'attachShadow', ctx.guard, (target, _args, result) => {
        keep(ctx.early, 'roots', target as Element, result)
        ctx.marks.resend(target as Element)
      }),
      patchMethod(window.HTMLSlotElement.prototype, 'assign', ctx.guard, (slot) =>
        markSlots(ctx, ctx.dom.root(slot as Node)),
      ),
    ]
    return () => {
      for (const one of undo) one()
    }
  })

/** Manual slots of a root: what one gets, another loses. */
export function markSlots(ctx: CaptureContext, root: Node): void {
  if ((root as Partial<ShadowRoot>).slotAssignment !== 'manual') return
  const slots = (root as ShadowRoot).querySelectorAll('slot')
  for (let i = 0; i < slots.length; i++) {
    const slot = slots.item(i)
    if (slot !== null) ctx.marks.field(slot)
  }
}
