import type { MaskingRules } from '@alongside/protocol'

/**
 * The marks of SPEC.md's K rules, ours and those of other products. Capture has its own list, in code that loads with a
 * session only; a test compares the two.
 */
export const MASK_MARKS: readonly string[] = [
  '[data-alongside~="mask" i]',
  '.alongside-mask',
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
export const BLOCK_MARKS: readonly string[] = [
  '[data-alongside~="block" i]',
  '.alongside-block',
  '.rr-block',
  '.ph-no-capture',
  '.fs-exclude',
  '.fs-block',
  '.sentry-block',
  '[data-sentry-block]',
  '[data-dd-privacy="hidden"]',
  '[data-openreplay-hidden]',
]
const ALLOW_MARKS: readonly string[] = ['[data-alongside~="allow" i]', '.alongside-allow']

const HTML = 'http://www.w3.org/1999/xhtml'

/** The page's title; empty when marks or the server's rules make it private. As in capture: block wins, else the nearest. */
export function shownTitle(document: Document, rules: MaskingRules): string {
  const title = Array.from(document.querySelectorAll('title')).find(
    ({ namespaceURI }) => namespaceURI === HTML,
  )
  return title !== undefined && isPrivate(title, rules) ? '' : document.title
}

function isPrivate(element: Element, rules: MaskingRules): boolean {
  // One that this browser cannot parse must not make the others void.
  const valid = (selector: string) => {
    try {
      element.matches(selector)
      return true
    } catch {
      return false
    }
  }
  const mask = [...MASK_MARKS, ...rules.mask.filter(valid)].join(',')
  const block = [...BLOCK_MARKS, ...rules.block.filter(valid)].join(',')
  if (element.closest(block) !== null) return true
  return element.closest([mask, ...ALLOW_MARKS].join(','))?.matches(mask) ?? false
}
