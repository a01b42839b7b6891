/** Declarations that make a box scroll. What only looks like one costs a search. */
const SCROLLS = /(?<![-\w])(?:overflow(?!-[wac])|all:)/
/** Rules whose content holds where it stands. */
const GROUP = /^@(?:media|supports|layer|container)\b/

/**
 * Adds the selectors of a rule by which elements of its document may scroll. False: that cannot be told by selectors alone.
 * `text`: of the rule.
 */
export function addScrollers(rule: CSSRule, text: string, into: Set<string>): boolean {
  if (!SCROLLS.test(text)) return true
  const { cssRules, selectorText } = rule as Partial<CSSStyleRule>
  const isGroup = GROUP.test(text)
  if (!isGroup && selectorText === undefined) return false
  if (selectorText !== undefined) into.add(selectorText)
  for (let i = 0; i < (cssRules?.length ?? 0); i++) {
    const inner = cssRules?.item(i)
    if (inner == null) continue
    // Selectors within a rule are about those around them.
    if (isGroup ? !addScrollers(inner, inner.cssText, into) : SCROLLS.test(inner.cssText)) return false
  }
  return true
}
