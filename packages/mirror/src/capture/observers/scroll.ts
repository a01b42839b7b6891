import type { Observer } from '../context.ts'

/** Scroll positions of documents and inner boxes. Browsers fire at most one event per frame for each. */
export const scroll: Observer = (ctx) => {
  const scrolled = ctx.guard((event: Event) => {
    const { target } = event
    if (target === null) return
    ctx.live.scrolled.add(target as Element)
    ctx.marks.scroll(target as Node)
  })
  const options = { capture: true, passive: true }
  return ctx.roots.onRoot((root) => {
    root.addEventListener('scroll', scrolled, options)
    return () => root.removeEventListener('scroll', scrolled, options)
  })
}
