import type { Observer } from '../context.ts'

/** The size of the window, and its zoom. */
export const viewport: Observer = (ctx) => {
  const changed = ctx.guard(() => ctx.marks.whole('viewport'))
  ctx.window.addEventListener('resize', changed)
  return () => ctx.window.removeEventListener('resize', changed)
}
