import * as v from 'valibot'

const selectors = v.array(v.string())

const ruleSet = {
  /** Content is replaced, the layout stays. */
  mask: selectors,
  /** Left out; a box of its size stands in its place. */
  block: selectors,
  /** Shown inside of what is masked, never inside of what is blocked. */
  allow: v.exactOptional(selectors),
  /** Private by default: all text, fields and pictures that nothing allows are masked. */
  maskAll: v.exactOptional(v.boolean()),
} as const

/** Rules that hold only on the pages that `url` matches (see `matchesPage`). */
export const pageRulesSchema = v.object({ url: v.string(), ...ruleSet })
export type PageRules = v.InferOutput<typeof pageRulesSchema>

/**
 * What is masked, as the server keeps it for the site: CSS selectors. Built-in rules come on top and cannot be switched
 * off. What is absent is as in sites that never set it: nothing allowed, not private by default, other vendors' marks count.
 */
export const maskingRulesSchema = v.object({
  ...ruleSet,
  /** Whether the marks of other products count (packages/mirror/src/format/marks.ts). */
  otherMarks: v.exactOptional(v.boolean()),
  pages: v.exactOptional(v.array(pageRulesSchema)),
})
export type MaskingRules = v.InferOutput<typeof maskingRulesSchema>

/** The rules that hold on one page: those of the site and of all the page patterns that match. */
export type RulesHere = {
  readonly mask: readonly string[]
  readonly block: readonly string[]
  readonly allow: readonly string[]
  readonly maskAll: boolean
  readonly otherMarks: boolean
}

export function rulesFor(rules: MaskingRules, url: string): RulesHere {
  const all = [rules, ...(rules.pages ?? []).filter((page) => matchesPage(page.url, url))]
  return {
    mask: all.flatMap(({ mask }) => mask),
    block: all.flatMap(({ block }) => block),
    allow: all.flatMap(({ allow }) => allow ?? []),
    maskAll: all.some(({ maskAll }) => maskAll === true),
    otherMarks: rules.otherMarks !== false,
  }
}

/**
 * Whether a page's address matches a pattern: `*` stands for any characters, `/` among them. A pattern that begins with `/` is
 * compared with path, query and fragment, others with the whole address. Query and fragment count only where the pattern
 * names them. What is in doubt matches, since rules protect: letter case, percent-encoding and a slash at the end do not
 * count.
 */
export function matchesPage(pattern: string, url: string): boolean {
  const wanted = plain(pattern)
  const parts = /^((?:[^/?#]*:)?\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url)
  const [, origin = '', path = '', query = '', fragment = ''] = parts ?? []
  const address =
    (pattern.startsWith('/') ? path : origin + path) +
    (wanted.includes('?') ? query : '') +
    (wanted.includes('#') ? fragment : '')
  return fits(wanted, plain(address))
}

function plain(text: string): string {
  let decoded = text
  try {
    decoded = decodeURIComponent(text)
  } catch {
    // A stray percent sign stays as it is.
  }
  return decoded.toLowerCase().replace(/\/+(?=$|[?#])/, '')
}

/** Piece by piece, without regular expressions: patterns are typed by people and may not take long on any address. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...pieces] = pattern.split('*')
  if (pieces.length === 0) return text === first
  if (!text.startsWith(first)) return false
  const last = pieces.pop() ?? ''
  let at = first.length
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
