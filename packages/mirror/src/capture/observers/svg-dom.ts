import type { Observer } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchAccessor } from '../patch.ts'
import { checkMasking } from './mutations.ts'

/** A script has just taken hold of something, and while it may still hold it. Milliseconds. */
const SOON_MS = 16
const LOOK_MS = 250
const MAX_HELD = 300
/** Kinds of elements whose attributes are objects, too. Of filters and animations scripts rarely change more than the class. */
const KINDS = /^SVG(?!FE|Anim|Set)\w*Element$/
const OTHERS = /^(?:on|style$)/

/**
 * Drawings that scripts change through objects (`rect.width.baseVal.value = 5`, `line.points`): no observer is told, and
 * there are too many setters to hook. So elements whose objects a script has taken hold of are compared from then on.
 */
export const svgDom: Observer = (ctx) => {
  const { dom, guard, marks } = ctx
  const held = new Map<Element, Map<string, string | null>>()
  let cancel: (() => void) | undefined
  let isSoon = false
  const lookIn = (ms: number) => {
    cancel?.()
    cancel = ctx.scheduler.after(ms, look)
  }
  const look = guard(() => {
    isSoon = false
    const moved = new Set<Node>()
    for (const [element, before] of held) {
      const now = read(element)
      for (const name of new Set([...before.keys(), ...now.keys()]))
        if (before.get(name) !== now.get(name)) {
          marks.attribute(element, name)
          checkMasking(ctx, element, moved)
        }
      if (dom.isConnected(element)) held.set(element, now)
      else held.delete(element)
    }
    marks.movedAll(moved)
    if (held.size > 0) lookIn(LOOK_MS)
  })
  const read = (element: Element) =>
    new Map(dom.attributeNames(element).map((name) => [name, dom.attribute(element, name)]))
  const soon = () => {
    if (!isSoon) lookIn(SOON_MS)
    isSoon = true
  }
  const hold = (element: unknown, _args: unknown, found: unknown) => {
    if (typeof found !== 'object' || found === null) return
    if (!('baseVal' in found || 'numberOfItems' in found)) return
    if (!held.has(element as Element)) held.set(element as Element, read(element as Element))
    for (const oldest of held.keys()) if (held.size > MAX_HELD) held.delete(oldest)
    soon()
  }
  const detach = ctx.roots.onRoot((root, window) => {
    if (dom.nodeType(root) !== DOCUMENT) return () => undefined
    const undo = [patchAccessor(window.SVGAnimatedString.prototype, 'baseVal', 'set', guard, soon)]
    for (const kind of Object.getOwnPropertyNames(window)) {
      if (!KINDS.test(kind)) continue
      const { prototype } = Reflect.get(window, kind) as { prototype: object }
      for (const name of Object.keys(prototype))
        if (!OTHERS.test(name)) undo.push(patchAccessor(prototype, name, 'get', guard, hold))
    }
    return () => {
      for (const stop of undo) stop()
    }
  })
  return () => {
    cancel?.()
    detach()
  }
}
