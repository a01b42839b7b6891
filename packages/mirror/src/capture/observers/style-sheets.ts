import type { CaptureContext, Observer, PageWindow } from '../context.ts'
import { DOCUMENT } from '../dom.ts'
import { patchAccessor, patchMethod } from '../patch.ts'
import type { Root } from '../roots.ts'

/** Pushing to `adoptedStyleSheets` and some of CSSOM cannot be hooked: seen by looking. Milliseconds. */
const LOOK_MS = 250
/** A script has just taken hold of something that it may change without our seeing it. Milliseconds. */
const SOON_MS = 16
/** Roots looked at in one go, and rules whose declarations a script has taken hold of. */
const ROOTS_AT_ONCE = 150
const MAX_HELD_RULES = 300

/** Style sheets: rules changed by script, adopted lists, media and disabled. */
export const styleSheets: Observer = (ctx) => {
  const held = new HeldRules(ctx)
  const look = createLook(ctx)
  let cancelSoon: (() => void) | undefined
  const lookSoon = () => {
    if (ctx.sheets.isReading) return
    cancelSoon ??= ctx.scheduler.after(
      SOON_MS,
      ctx.guard(() => {
        cancelSoon = undefined
        look()
        held.look()
      }),
    )
  }
  const hold = (rule: unknown) => {
    if (ctx.sheets.isReading) return
    held.hold(rule as CSSRule)
    lookSoon()
  }
  const detach = ctx.roots.onRoot((root, window) => {
    const restore = ctx.dom.nodeType(root) === DOCUMENT ? patchCssom(ctx, window, hold, lookSoon) : []
    return () => {
      for (const undo of restore) undo()
    }
  })
  let cancel = () => undefined as void
  const tick = ctx.guard(() => {
    if (ctx.table.size > 0 && !ctx.window.document.hidden) {
      look()
      held.look()
    }
    cancel = ctx.scheduler.after(LOOK_MS, tick)
  })
  tick()
  return () => {
    cancel()
    cancelSoon?.()
    detach()
  }
}

/** Compares what is cheap to see of each root's sheets with the last time, some roots at a time. */
function createLook(ctx: CaptureContext): () => void {
  const prints = new WeakMap<Root, string>()
  const ids = new WeakMap<CSSStyleSheet, number>()
  let nextId = 1
  let skip = 0
  const idOf = (sheet: CSSStyleSheet) => {
    const known = ids.get(sheet)
    if (known !== undefined) return known
    ids.set(sheet, nextId)
    return nextId++
  }
  return () => {
    let at = 0
    let looked = 0
    for (const root of ctx.roots) {
      if (at++ < skip) continue
      if (looked++ >= ROOTS_AT_ONCE) break
      const print = ctx.sheets.fingerprint(root, idOf)
      const before = prints.get(root)
      prints.set(root, print)
      if (before !== undefined && before !== print) ctx.marks.sheets(root)
    }
    skip = looked > ROOTS_AT_ONCE ? skip + ROOTS_AT_ONCE : 0
  }
}

/**
 * `rule.style.color = 'red'` has no setter to hook, but `rule.style` has a getter: rules whose declarations were taken
 * hold of are compared from then on.
 */
class HeldRules {
  readonly #rules = new Map<CSSRule, string>()
  readonly #ctx: CaptureContext

  constructor(ctx: CaptureContext) {
    this.#ctx = ctx
  }

  hold(rule: CSSRule): void {
    if (this.#rules.has(rule)) return
    this.#rules.set(rule, rule.cssText)
    for (const oldest of this.#rules.keys()) {
      if (this.#rules.size <= MAX_HELD_RULES) break
      this.#rules.delete(oldest)
    }
  }

  look(): void {
    for (const [rule, before] of this.#rules) {
      const sheet = rule.parentStyleSheet
      if (sheet === null) {
        this.#rules.delete(rule)
        continue
      }
      const now = rule.cssText
      if (now === before) continue
      this.#rules.set(rule, now)
      this.#ctx.sheets.touch(sheet, rule)
    }
  }
}

/** Rules whose declarations, media or descriptors scripts change in place. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  CSSStyleRule: ['style', 'styleMap', 'selectorText'],
  CSSNestedDeclarations: ['style'],
  CSSKeyframeRule: ['style', 'keyText'],
  CSSKeyframesRule: ['name'],
  CSSFontFaceRule: ['style'],
  CSSPositionTryRule: ['style'],
  CSSMediaRule: ['media'],
  CSSImportRule: ['media'],
  CSSFontFeatureValuesRule: ['styleset', 'stylistic', 'swash', 'ornaments', 'annotation', 'characterVariant'],
  CSSCounterStyleRule:
    'name system symbols additiveSymbols negative prefix suffix range pad speakAs fallback'.split(' '),
}

function patchRules(
  ctx: CaptureContext,
  window: PageWindow,
  hold: (rule: unknown) => void,
  touch: (rule: unknown) => void,
): (() => void)[] {
  return Object.entries(RULES).flatMap(([type, names]) => {
    const { prototype } = (Reflect.get(window, type) ?? {}) as { prototype?: object }
    if (prototype === undefined) return []
    return names.flatMap((name) => [
      patchAccessor(prototype, name, 'get', ctx.guard, hold),
      patchAccessor(prototype, name, 'set', ctx.guard, touch),
    ])
  })
}

function patchCssom(
  ctx: CaptureContext,
  window: PageWindow,
  hold: (rule: unknown) => void,
  lookSoon: () => void,
): (() => void)[] {
  const { guard, sheets } = ctx
  const touch = (target: unknown) => {
    const rule = target as Partial<CSSRule> & Partial<CSSStyleSheet>
    if (rule.parentStyleSheet !== undefined && rule.parentStyleSheet !== null && rule.cssText !== undefined)
      sheets.touch(rule.parentStyleSheet, target as CSSRule)
    // Not read: that throws for sheets of other origins.
    else if ('cssRules' in rule) sheets.touch(target as CSSStyleSheet)
  }
  const touchLater = (target: unknown, _args: unknown, result: unknown) => {
    const settled = guard(() => sheets.touch(target as CSSStyleSheet))
    void (result as Promise<unknown>).then(settled, settled)
  }
  const touchOwner = (target: unknown) => {
    const { parentRule } = target as CSSStyleDeclaration
    if (parentRule !== null && parentRule.parentStyleSheet !== null)
      sheets.touch(parentRule.parentStyleSheet, parentRule)
  }
  const methods = (type: { prototype: object } | undefined, names: readonly string[]) =>
    type === undefined ? [] : names.map((name) => patchMethod(type.prototype, name, guard, touch))
  return [
    ...methods(window.CSSStyleSheet, ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replaceSync']),
    patchMethod(window.CSSStyleSheet.prototype, 'replace', guard, touchLater),
    ...methods(window.CSSGroupingRule, ['insertRule', 'deleteRule']),
    ...methods(window.CSSKeyframesRule, ['appendRule', 'deleteRule']),
    ...methods(window.CSSStyleRule, ['insertRule', 'deleteRule']),
    ...patchRules(ctx, window, hold, touch),
    patchMethod(window.CSSStyleDeclaration.prototype, 'setProperty', guard, touchOwner),
    patchMethod(window.CSSStyleDeclaration.prototype, 'removeProperty', guard, touchOwner),
    patchAccessor(window.CSSStyleDeclaration.prototype, 'cssText', 'set', guard, touchOwner),
    patchAccessor(window.StyleSheet.prototype, 'media', 'get', guard, lookSoon),
    patchAccessor(window.Document.prototype, 'adoptedStyleSheets', 'get', guard, lookSoon),
    patchAccessor(window.ShadowRoot.prototype, 'adoptedStyleSheets', 'get', guard, lookSoon),
    patchAccessor(window.Document.prototype, 'adoptedStyleSheets', 'set', guard, (root) =>
      ctx.marks.sheets(root as Node),
    ),
    patchAccessor(window.ShadowRoot.prototype, 'adoptedStyleSheets', 'set', guard, (root) =>
      ctx.marks.sheets(root as Node),
    ),
    patchAccessor(window.HTMLLinkElement.prototype, 'disabled', 'set', guard, (link) => {
      sheets.titleSets.noteEnabled(link as HTMLLinkElement)
      ctx.marks.sheets(ctx.dom.root(link as Node))
    }),
    patchAccessor(window.StyleSheet.prototype, 'disabled', 'set', guard, touch),
  ]
}
