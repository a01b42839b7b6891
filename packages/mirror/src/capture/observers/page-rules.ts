import type { CaptureContext, Observer, PageWindow } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchMethod } from '../patch.ts'

/** Fonts that scripts construct, and custom properties that they register. */
export const pageRules: Observer = (ctx) =>
  ctx.roots.onRoot((root, window) => {
    if (ctx.dom.nodeType(root) !== DOCUMENT) return () => undefined
    const document = root as Document
    const changed = () => ctx.marks.sheets(document)
    const fonts = (Reflect.get(window, 'FontFaceSet') as { prototype?: object } | undefined)?.prototype
    const undo = [
      patchMethod(window.CSS, 'registerProperty', ctx.guard, (_target, args) => {
        ctx.sheets.pageRules.noteProperty(document, args[0])
        changed()
      }),
      patchFontFace(ctx, window),
    ]
    if (fonts !== undefined)
      for (const name of ['add', 'delete', 'clear']) undo.push(patchMethod(fonts, name, ctx.guard, changed))
    return () => {
      for (const stop of undo) stop()
    }
  })

function patchFontFace(ctx: CaptureContext, window: PageWindow): () => void {
  const original = window.FontFace as typeof FontFace | undefined
  if (original === undefined) return () => undefined
  const note = ctx.guard((face: FontFace, source: unknown) => ctx.sheets.pageRules.noteFont(face, source))
  const patched = new Proxy(original, {
    construct(target, args: unknown[], newTarget) {
      const face = Reflect.construct(target, args, newTarget) as FontFace
      note(face, args[1])
      return face
    },
  })
  window.FontFace = patched
  return () => {
    try {
      if (window.FontFace === patched) window.FontFace = original
    } catch {
      // The frame has gone to another site: what it shows now is not to be touched, and what we patched is gone.
    }
  }
}
