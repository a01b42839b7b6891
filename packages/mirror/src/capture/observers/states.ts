import type { Observer } from '../context.ts'
import { ELEMENT } from '../dom.ts'

/** Pointers cross many elements on their way; nobody has to see each. Milliseconds. */
const INTERVAL_MS = 50

/** `:hover`, `:active`, `:focus-visible` and `:target`, told by events; the first two only where a sheet asks for them. */
export const states: Observer = (ctx) => {
  const { pointed, dom } = ctx
  let cancel: (() => void) | undefined
  const later = () => {
    cancel ??= ctx.scheduler.after(INTERVAL_MS, () => {
      cancel = undefined
      ctx.marks.whole('states')
    })
  }
  const element = (event: Event): Element | null => {
    const [target] = event.composedPath()
    const isElement = target !== undefined && 'nodeType' in target && dom.nodeType(target as Node) === ELEMENT
    return isElement && !ctx.options.isOwn(target as Element) ? (target as Element) : null
  }
  const point = (state: 'hover' | 'active', now: Element | null) => {
    if (pointed[state] === now) return
    pointed[state] = now
    if (ctx.sheets.states.has(state)) later()
  }
  const handlers: Readonly<Record<string, (event: Event) => void>> = {
    pointerover: (event) => point('hover', element(event)),
    pointerout: (event) => {
      if ((event as PointerEvent).relatedTarget === null) point('hover', null)
    },
    pointerdown: (event) => {
      // Only the main button presses.
      if ((event as PointerEvent).button === 0) point('active', element(event))
    },
    pointerup: () => point('active', null),
    pointercancel: () => point('active', null),
    dragend: () => point('active', null),
    // A key makes the focus visible where it is.
    keydown: later,
    focusin: () => ctx.marks.whole('states'),
    focusout: () => ctx.marks.whole('states'),
  }
  const listeners = Object.entries(handlers).map(([type, handle]) => [type, ctx.guard(handle)] as const)
  const detach = ctx.roots.onRoot((root) => {
    for (const [type, handle] of listeners)
      root.addEventListener(type, handle, { capture: true, passive: true })
    return () => {
      for (const [type, handle] of listeners) root.removeEventListener(type, handle, true)
    }
  })
  const addressed = ctx.guard(() => ctx.marks.whole('states'))
  for (const type of ['hashchange', 'popstate', 'load']) ctx.window.addEventListener(type, addressed)
  return () => {
    cancel?.()
    detach()
    for (const type of ['hashchange', 'popstate', 'load']) ctx.window.removeEventListener(type, addressed)
  }
}
