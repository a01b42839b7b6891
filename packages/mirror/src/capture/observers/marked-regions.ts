import type { MaskingRules } from '@alongside/protocol'
import type { CaptureContext } from '../context.ts'
import type { Privacy } from '../masking.ts'

type Decisions = Map<Element, Privacy | undefined>

/**
 * Finds elements whose masking changed through something else than their own attributes: the server's rules, or rules
 * that look further than one element (`.private .name`). What they hold is sent anew, under the rules that hold now.
 */
export function markedRegions(ctx: CaptureContext): {
  /** Once per turn, before anything is sent. */
  recheck: () => void
  setRules: (rules: MaskingRules) => void
} {
  const { masking, roots, marks } = ctx
  let matched: Decisions = new Map()

  function read(selector: string | null): Decisions {
    const decisions: Decisions = new Map()
    if (selector === null) return decisions
    for (const root of roots) {
      const elements = root.querySelectorAll(selector)
      for (let i = 0; i < elements.length; i++) {
        const element = elements.item(i)
        decisions.set(element, masking.decide(element))
      }
    }
    return decisions
  }

  function compare(before: Decisions, after: Decisions): void {
    for (const [element, decision] of before) if (masking.decide(element) !== decision) resend(ctx, element)
    for (const element of after.keys()) if (!before.has(element)) resend(ctx, element)
    matched = after
    if (before.size > 0 || after.size > 0) marks.whole('selection')
  }

  function change(rules?: MaskingRules): void {
    const { scope, server } = masking.selectors
    const before = read(server)
    masking.setRules(rules)
    const after = read(masking.selectors.server)
    if (masking.selectors.scope === scope) compare(before, after)
    else {
      matched = after
      resendAll(ctx)
    }
  }

  return {
    recheck() {
      // A page that goes to another address without loading is under the rules of that address from then on.
      if (masking.isOutdated) change()
      const { reachFurther, server } = masking.selectors
      if (reachFurther) compare(matched, read(server))
    },
    setRules(rules) {
      marks.settle()
      change(rules)
    },
  }
}

/** What holds for all elements has changed. */
function resendAll(ctx: CaptureContext): void {
  const { documentElement } = ctx.window.document
  if (documentElement !== null) ctx.marks.moved(documentElement)
  for (const root of ctx.roots) ctx.marks.sheets(root)
  for (const name of ['location', 'selection', 'focus'] as const) ctx.marks.whole(name)
}

function resend(ctx: CaptureContext, element: Element): void {
  ctx.marks.moved(element)
  remask(ctx, element)
}

/** The element's masking changed: besides its content, this may show otherwise now. */
export function remask(ctx: CaptureContext, element: Element): void {
  ctx.marks.sheets(ctx.dom.root(element))
  ctx.marks.whole('location')
  ctx.marks.whole('selection')
}
