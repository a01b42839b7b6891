import type { MaskingRules } from '@alongside/protocol'

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

const mark = (name: string) => [`[data-alongside~="${name}" i]`, `.alongside-${name}`]

/** Marks of other products, so that annotated sites work unchanged (B10). */
const FOREIGN_MASK = [
  '.rr-mask',
  '.ph-mask',
  '.fs-mask',
  '.sentry-mask',
  '[data-sentry-mask]',
  '[data-hj-suppress]',
  '[data-clarity-mask="true" i]',
  '[data-dd-privacy="mask"]',
  '[data-dd-privacy="mask-user-input"]',
  '[data-openreplay-masked]',
  '[data-openreplay-obscured]',
  '[data-private]',
]
const FOREIGN_BLOCK = [
  '.rr-block',
  '.ph-no-capture',
  '.fs-exclude',
  '.fs-block',
  '.sentry-block',
  '[data-sentry-block]',
  '[data-dd-privacy="hidden"]',
  '[data-openreplay-hidden]',
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
  const block = [...mark('block'), ...FOREIGN_BLOCK, ...serverBlock]
  const mask = [...mark('mask'), ...FOREIGN_MASK, ...serverMask]
  const allow = mark('allow')
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
