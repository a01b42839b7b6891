import { type MaskingRules, rulesFor } from '@alongside/protocol'
import { ALLOW_MARKS, marksOf } from '../format/marks.ts'

/** Fields whose content never leaves the page, whatever marks say (rule K1). */
const BUILT_IN_FIELDS = [
  'input[type=password i]',
  'input[type=hidden i]',
  ...['input', 'textarea', 'select'].flatMap((name) =>
    ['cc-', 'one-time-code', 'current-password', 'new-password'].map(
      (token) => `${name}[autocomplete*="${token}" i]`,
    ),
  ),
]

/** What HTML has in it where one of these is. */
export const BUILT_IN_HTML =
  /type="(?:password|hidden)"|autocomplete="[^"]*(?:cc-|one-time-code|(?:current|new)-password)/i

/** What holds content of its own besides text: masked where a page is private by default (rule K14). */
const CONTENT = [
  'input:not([type=submit i],[type=button i],[type=reset i])',
  'textarea,select,[contenteditable]:not([contenteditable=false i])',
  'img,picture,video,audio,canvas,object,embed',
]

export type MaskingSelectors = {
  readonly block: string
  readonly mask: string
  readonly allow: string
  readonly builtIn: string
  /** The server's `allow`: weaker than marks in the page. Null when there is none. */
  readonly serverAllow: string | null
  /** Null unless the page is private by default. */
  readonly content: string | null
  /** All of them: what matches none of it decides nothing. */
  readonly any: string
  /** The server's own ones, for finding out what a change of rules concerns; null when there are none. */
  readonly server: string | null
  /** Whether a change of one element's attributes can decide about another (`.a .b`, `:has()`, ...). */
  readonly reachFurther: boolean
  /** HTML that does not match it has no marks. */
  readonly marked: RegExp
  /** Changes with what concerns all elements: whether the page is private by default, and whose marks count. */
  readonly scope: string
}

/**
 * Joins built-in marks and those of the server's rules that hold on the page with this address. `invalid` gets the server's
 * selectors that this browser cannot parse.
 */
export function compileSelectors(
  rules: MaskingRules,
  url: string,
  isValid: (selector: string) => boolean,
  invalid: (selector: string) => void,
): MaskingSelectors {
  const valid = (selector: string) => {
    if (selector.trim() !== '' && isValid(selector)) return true
    invalid(selector)
    return false
  }
  const here = rulesFor(rules, url)
  const marks = marksOf(here.otherMarks)
  const serverMask = here.mask.filter(valid)
  const serverBlock = here.block.filter(valid)
  const serverAllow = here.allow.filter(valid)
  const server = [...serverMask, ...serverBlock, ...serverAllow]
  const block = [...marks.block, ...serverBlock]
  const mask = [...marks.mask, ...serverMask]
  const content = here.maskAll ? CONTENT : []
  return {
    block: block.join(),
    mask: mask.join(),
    allow: ALLOW_MARKS.join(),
    builtIn: BUILT_IN_FIELDS.join(),
    serverAllow: orNull(serverAllow),
    content: orNull(content),
    any: [...block, ...mask, ...ALLOW_MARKS, ...serverAllow, ...BUILT_IN_FIELDS, ...content].join(),
    server: orNull(server),
    reachFurther: server.some((selector) => /[\s>+~:]/.test(selector.trim())),
    marked: markedIn([...marks.block, ...marks.mask, ...ALLOW_MARKS]),
    scope: `${here.maskAll} ${here.otherMarks}`,
  }
}

function orNull(selectors: readonly string[]): string | null {
  return selectors.length === 0 ? null : selectors.join()
}

/**
 * Finds the names that the marks consist of. Neither what stands around them nor letter case is looked at: any white space
 * may stand before a class, and in quirks mode letter case does not count.
 */
function markedIn(selectors: readonly string[]): RegExp {
  const names = new Set<string>()
  for (const selector of selectors)
    for (const [, name = ''] of selector.matchAll(/[.[]([\w-]+)/g))
      names.add(name.includes('alongside') ? 'alongside' : name)
  return new RegExp([...names].join('|'), 'i')
}
