const LISTS = /(?:background|mask|animation|transition)[a-z-]*:[^;{}]*,/
const LISTED = /^(?:-webkit-)?(background|mask|animation|transition)-(?!color$)/
/** Brackets and strings, in which a comma ends no item. */
const INNER = /\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|"(?:\\[^]|[^"\\])*"/g

/**
 * A rule as it can be read again. Chromium writes `background: a, b` with a `background-size: cover` of its own, which holds
 * for both, as a shorthand that has it for `a` alone; so for all shorthands of lists. What that loses is said after it.
 */
export function withLists(rule: CSSRule, text: string): string {
  if (!LISTS.test(text)) return text
  const { style, cssRules } = rule as Partial<CSSStyleRule>
  let repaired = text
  for (let i = 0; i < (cssRules?.length ?? 0); i++) {
    const inner = cssRules?.item(i)
    if (!inner) continue
    const { cssText } = inner
    repaired = repaired.replaceAll(cssText, () => withLists(inner, cssText))
  }
  const lost = style === undefined ? '' : lostIn(style)
  return lost === '' ? repaired : repaired.replace(style?.cssText ?? '', (all) => `${all} ${lost}`)
}

/** Declarations of lists that are shorter or longer than the others of their shorthand. */
function lostIn(style: CSSStyleDeclaration): string {
  const longest = new Map<string, number>()
  const found: { readonly kind: string; readonly name: string; readonly value: string; length: number }[] = []
  for (let i = 0; i < style.length; i++) {
    const name = style.item(i)
    const kind = LISTED.exec(name)?.[1]
    if (kind === undefined) continue
    const value = style.getPropertyValue(name)
    const { length } = value.replace(INNER, '').split(',')
    found.push({ kind, name, value, length })
    longest.set(kind, Math.max(longest.get(kind) ?? 0, length))
  }
  let lost = ''
  for (const { kind, name, value, length } of found) {
    // What a shorthand leaves out reads as `initial`, once for each item, which nobody can read again.
    if (length === longest.get(kind) || value === '' || value.includes('initial')) continue
    const priority = style.getPropertyPriority(name)
    lost += `${name}: ${value}${priority === '' ? '' : ` !${priority}`}; `
  }
  return lost.trimEnd()
}
