import type { Observer } from '../context.ts'

/** Which element has the focus. */
export const focus: Observer = (ctx) => {
  const changed = ctx.guard(() => {
    ctx.marks.whole('focus')
    ctx.marks.whole('selection')
  })
  return ctx.roots.onRoot((root) => {
    root.addEventListener('focusin', changed, true)
    root.addEventListener('focusout', changed, true)
    return () => {
      root.removeEventListener('focusin', changed, true)
      root.removeEventListener('focusout', changed, true)
    }
  })
}
