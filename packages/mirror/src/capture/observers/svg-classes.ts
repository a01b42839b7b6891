import type { Observer } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchAccessor } from '../patch.ts'
import { checkMasking } from './mutations.ts'

/** `className.baseVal` in drawings: of what is set through it browsers tell no observer. */
export const svgClasses: Observer = (ctx) =>
  ctx.roots.onRoot((root, window) => {
    if (ctx.dom.nodeType(root) !== DOCUMENT) return () => undefined
    const elements = new WeakMap<object, Element>()
    const { SVGElement, SVGAnimatedString } = window
    const held = (element: unknown, _args: unknown, names: unknown) => {
      if (typeof names === 'object' && names !== null) elements.set(names, element as Element)
    }
    const changed = (names: unknown) => {
      const element = elements.get(names as object)
      if (element === undefined) return
      const moved = new Set<Node>()
      ctx.marks.attribute(element, 'class')
      checkMasking(ctx, element, moved)
      ctx.marks.movedAll(moved)
    }
    const undo = [
      patchAccessor(SVGElement.prototype, 'className', 'get', ctx.guard, held),
      patchAccessor(SVGAnimatedString.prototype, 'baseVal', 'set', ctx.guard, changed),
    ]
    return () => {
      for (const stop of undo) stop()
    }
  })
