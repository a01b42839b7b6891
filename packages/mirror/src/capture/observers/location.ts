import type { Observer } from '../context.ts'
import { patchMethod } from '../patch.ts'

/** Address and title. Changes of `<title>` come from the mutations; `base` may change with the address. */
export const location: Observer = (ctx) => {
  const { window } = ctx
  const changed = ctx.guard(() => ctx.marks.whole('location'))
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
}
