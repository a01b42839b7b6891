import type { Observer } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchMethod } from '../patch.ts'

/**
 * Open shadow roots that are attached to elements which viewers have already. Those that exist when an element is sent are
 * found then.
 */
export const shadowRoots: Observer = (ctx) =>
  ctx.roots.onRoot((root, window) => {
    if (ctx.dom.nodeType(root) !== DOCUMENT) return () => undefined
    return patchMethod(window.Element.prototype, 'attachShadow', ctx.guard, (target) => {
      ctx.marks.resend(target as Element)
    })
  })
