import { ALLOW_MARKS, BLOCK_MARKS, MASK_MARKS } from '@alongside/mirror/marks'
import type { MaskingRules } from '@alongside/protocol'

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
