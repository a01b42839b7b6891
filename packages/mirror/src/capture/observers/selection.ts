import type { Observer } from '../context.ts'

/** Older browsers fire `selectionchange` for documents only; these events move the caret in fields. */
const CARET_EVENTS = ['select', 'keyup', 'pointerup', 'input'] as const

/** Selected text, in documents and in fields. */
export const selection: Observer = (ctx) => {
  const changed = ctx.guard(() => ctx.marks.whole('selection'))
  return ctx.roots.onRoot((root) => {
    for (const type of ['selectionchange', ...CARET_EVENTS]) root.addEventListener(type, changed, true)
    return () => {
      for (const type of ['selectionchange', ...CARET_EVENTS]) root.removeEventListener(type, changed, true)
    }
  })
}
