import { keep } from '../../early/index.ts'
import type { Observer } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchMethod } from '../patch.ts'

/** Custom elements: internals that elements take, states set in them, and definitions of those that lacked one. */
export const customElements: Observer = (ctx) => {
  ctx.customStates.onDefined = ctx.guard((document, name) => {
    for (const root of ctx.roots) {
      if (root !== document && ctx.dom.ownerDocument(root) !== document) continue
      const all = root.querySelectorAll(`${name},[is="${name}"]`)
      for (let i = 0; i < all.length; i++) {
        const element = all.item(i)
        if (element !== null) ctx.marks.field(element)
      }
    }
  })
  return ctx.roots.onRoot((root, window) => {
    if (ctx.dom.nodeType(root) !== DOCUMENT) return () => undefined
    const { customStates, early, guard } = ctx
    const { CustomStateSet } = window as { CustomStateSet?: { prototype: object } }
    const changed = (states: unknown) => {
      const element = customStates.elementOf(states as object)
      if (element !== undefined) ctx.marks.field(element)
    }
    const undo = [
      patchMethod(window.HTMLElement.prototype, 'attachInternals', guard, (element, _args, result) => {
        keep(early, 'internals', element as Element, result)
        // Its states may be read from now on.
        ctx.marks.field(element as Element)
        if (ctx.dom.shadowRoot(element as Element)?.mode === 'closed') ctx.marks.resend(element as Element)
      }),
      patchMethod(window.ElementInternals?.prototype ?? {}, 'setValidity', guard, (internals) => {
        const { states } = internals as ElementInternals
        changed(states)
      }),
      ...(CustomStateSet === undefined
        ? []
        : ['add', 'delete', 'clear'].map((name) =>
            patchMethod(CustomStateSet.prototype, name, guard, changed),
          )),
    ]
    return () => {
      for (const one of undo) one()
    }
  })
}
