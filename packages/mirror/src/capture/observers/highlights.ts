import type { Observer } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchAccessor, patchMethod } from '../patch.ts'

/** What scripts do with `CSS.highlights`. That ranges move with the text is seen by the mutations. */
export const highlights: Observer = (ctx) => {
  const changed = ctx.guard(() => ctx.marks.whole('highlights'))
  return ctx.roots.onRoot((root, window) => {
    const undo: (() => void)[] = []
    if (ctx.dom.nodeType(root) === DOCUMENT)
      for (const name of ['HighlightRegistry', 'Highlight']) {
        const { prototype } = (Reflect.get(window, name) ?? {}) as { prototype?: object }
        if (prototype === undefined) continue
        for (const method of ['set', 'add', 'delete', 'clear'])
          undo.push(patchMethod(prototype, method, ctx.guard, changed))
        undo.push(patchAccessor(prototype, 'priority', 'set', ctx.guard, changed))
      }
    return () => {
      for (const stop of undo) stop()
    }
  })
}
