import type { Observer } from '../context.ts'

/** The size of the window, its zoom, and what the visitor's browser answers to media features. */
export const viewport: Observer = (ctx) => {
  const changed = ctx.guard(() => ctx.marks.whole('viewport'))
  const detachMedia = ctx.media.onChange(changed)
  const detach = ctx.roots.onRoot((root, window) => {
    // With the top document, for `document.open()` takes the window's listeners away as well.
    if (root !== ctx.window.document) return () => undefined
    window.addEventListener('resize', changed)
    return () => window.removeEventListener('resize', changed)
  })
  return () => {
    detachMedia()
    detach()
  }
}
