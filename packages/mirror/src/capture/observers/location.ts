import type { Observer } from '../context.ts'
import { patchMethod } from '../patch.ts'

/** Address and title. Changes of `<title>` come from the mutations. */
export const location: Observer = (ctx) => {
  const changed = ctx.guard(() => ctx.marks.whole('location'))
  return ctx.roots.onRoot((root, window) => {
    // With the top document, for `document.open()` takes the window's listeners away as well.
    if (root !== ctx.window.document) return () => undefined
    window.addEventListener('popstate', changed)
    window.addEventListener('hashchange', changed)
    const restore = ['pushState', 'replaceState'].map((name) =>
      patchMethod(window.History.prototype, name, ctx.guard, changed),
    )
    return () => {
      window.removeEventListener('popstate', changed)
      window.removeEventListener('hashchange', changed)
      for (const undo of restore) undo()
    }
  })
}
