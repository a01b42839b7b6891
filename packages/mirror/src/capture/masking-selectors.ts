import type { MaskingRules } from '@alongside/protocol'
import { ALLOW_MARKS, BLOCK_MARKS, MASK_MARKS } from '../format/marks.ts'

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

export type MaskingSelectors = {
  readonly block: string
  readonly mask: string
  readonly allow: string
  readonly builtIn: string
  /** All of them: what matches none of it decides nothing. */
  readonly any: string
  /** The server's own ones, for finding out what a change of rules concerns; null when there are none. */
  readonly server: string | null
  /** Whether a change of one element's attributes can decide about another (`.a .b`, `:has()`, ...). */
  readonly reachFurther: boolean
}

/** Joins built-in marks and the server's rules. `invalid` gets the server's selectors that this browser cannot parse. */
export function compileSelectors(
  rules: MaskingRules,
  isValid: (selector: string) => boolean,
  invalid: (selector: string) => void,
): MaskingSelectors {
  const valid = (selector: string) => {
    if (selector.trim() !== '' && isValid(selector)) return true
    invalid(selector)
    return false
  }
  const serverMask = rules.mask.filter(valid)
  const serverBlock = rules.block.filter(valid)
  const server = [...serverMask, ...serverBlock]
  const block = [...BLOCK_MARKS, ...serverBlock]
  const mask = [...MASK_MARKS, ...serverMask]
  const allow = [...ALLOW_MARKS]
  return {
    block: block.join(','),
    mask: mask.join(','),
    allow: allow.join(','),
    builtIn: BUILT_IN_FIELDS.join(','),
    any: [...block, ...mask, ...allow, ...BUILT_IN_FIELDS].join(','),
    server: server.length === 0 ? null : server.join(','),
    reachFurther: server.some((selector) => /[\s>+~:]/.test(selector.trim())),
  }
}
