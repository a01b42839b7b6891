import type { CaptureContext, Observer } from '../context.ts'

/** Which element has the focus. */
export const focus: Observer = (ctx) => {
  const changed = ctx.guard((event: Event) => {
    ctx.marks.whole('focus')
    ctx.marks.whole('selection')
    // Shows now what it did not while it was typed into (rule K15).
    const field = event.type === 'focusout' ? event.target : null
    if (field !== null && isTextField(ctx, field as Node)) ctx.marks.field(field as Element)
  })
  return ctx.roots.onRoot((root) => {
    root.addEventListener('focusin', changed, true)
    root.addEventListener('focusout', changed, true)
    return () => {
      root.removeEventListener('focusin', changed, true)
      root.removeEventListener('focusout', changed, true)
    }
  })
}

function isTextField({ dom }: CaptureContext, node: Node): boolean {
  const name = dom.nodeName(node)
  return name === 'INPUT' || name === 'TEXTAREA'
}
