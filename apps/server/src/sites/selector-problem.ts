const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' }

/**
 * What is wrong with a CSS selector, in words, or null when it looks right. The server has no DOM to ask: it finds
 * what would make a whole rule set useless (open quotes and brackets, rules instead of selectors); the page reports the rest.
 */
export function selectorProblem(selector: string): string | null {
  const bare = withoutStrings(selector)
  if (bare === null) return 'a quote is not closed'
  if (/[{};@<]/.test(bare)) return 'it must be a selector, not a rule'
  const unbalanced = bracketProblem(bare)
  if (unbalanced !== null) return unbalanced
  if (/\(\s*\)|\[\s*\]/.test(bare)) return 'a pair of brackets is empty'
  if (/^\s*,|,\s*,|,\s*$/.test(bare)) return 'a part between commas is empty'
  if (/[>+~]\s*$|[>+~]\s*,/.test(bare)) return 'it ends in a combinator'
  const names = bare.replace(/\[[^\]]*\]/g, '')
  if (/[.#](?![\w\u0080-\uffff-])|[.#]\d/.test(names)) return 'a class or an id has no proper name'
  // Numbers stand only in brackets: nth-child(2n + 1).
  if (/(^|[\s>+~,])[\d!$%&/=?]/.test(withoutParentheses(names)))
    return 'a name begins with a character that must be escaped'
  if (/::|:(before|after|first-line|first-letter)\b/.test(bare))
    return 'pseudo-elements cannot be masked; name the element'
  return null
}

/** The selector with every string replaced by an x and escapes by a letter; null when a string stays open. */
function withoutStrings(selector: string): string | null {
  const bare = selector.replace(/\\([\da-f]{1,6}\s?|[^\n])/gi, 'x').replace(/"[^"\n]*"|'[^'\n]*'/g, 'x')
  return /["'\\]/.test(bare) ? null : bare
}

function withoutParentheses(text: string): string {
  const less = text.replace(/\([^()]*\)/g, '')
  return less === text ? text : withoutParentheses(less)
}

function bracketProblem(text: string): string | null {
  const open: string[] = []
  for (const char of text) {
    const closing = CLOSING[char]
    if (closing !== undefined) open.push(closing)
    else if (char === ')' || char === ']') {
      if (open.pop() !== char) return `"${char}" has no opening bracket`
    }
  }
  return open.length === 0 ? null : `"${open.at(-1) ?? ''}" is missing`
}
