import type { Observer } from '../context.ts'

/** The size of the window, its zoom, and what the visitor's browser answers to media features. */
export const viewport: Observer = (ctx) => {
  const changed = ctx.guard(() => ctx.marks.whole('viewport'))
  ctx.window.addEventListener('resize', changed)
  const detach = ctx.media.onChange(changed)
  return () => {
    ctx.window.removeEventListener('resize', changed)
    detach()
  }
}
