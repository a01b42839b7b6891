import { ANIMATION_CALLS, targetOf } from '../animations.ts'
import type { CaptureContext, Observer, PageWindow } from '../context.ts'
import { DOCUMENT, ELEMENT } from '../dom.ts'
import { patchAccessor, patchMethod } from '../patch.ts'

/** Animations of style sheets as they begin, and what scripts do with animations. */
export const animations: Observer = (ctx) => {
  const started = ctx.guard((event: Event) => {
    const [target] = event.composedPath()
    if (target !== undefined && 'nodeType' in target && ctx.dom.nodeType(target as Node) === ELEMENT)
      ctx.marks.animation(target as Element)
  })
  return ctx.roots.onRoot((root, window) => {
    root.addEventListener('animationstart', started, true)
    const restore = ctx.dom.nodeType(root) === DOCUMENT ? patchAnimations(ctx, window) : []
    return () => {
      root.removeEventListener('animationstart', started, true)
      for (const undo of restore) undo()
    }
  })
}

function patchAnimations(ctx: CaptureContext, window: PageWindow): (() => void)[] {
  const { guard, marks } = ctx
  const mark = (target: Element | null | undefined) => {
    if (target) marks.animation(target)
  }
  /** Effects do not know their animation, animations know their effect. */
  const touched = (target: unknown) => {
    const { effect, target: element } = target as Partial<Animation & KeyframeEffect>
    mark(effect === undefined ? element : targetOf(target as Animation))
  }
  const undo = [patchMethod(window.Element.prototype, 'animate', guard, (target) => mark(target as Element))]
  for (const [type, methods, setters] of ANIMATION_CALLS) {
    const { prototype } = (Reflect.get(window, type) ?? {}) as { prototype?: object }
    if (prototype === undefined) continue
    for (const name of methods) undo.push(patchMethod(prototype, name, guard, touched))
    for (const name of setters) undo.push(patchAccessor(prototype, name, 'set', guard, touched))
  }
  return undo
}
