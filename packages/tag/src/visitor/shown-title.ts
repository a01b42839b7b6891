import { ALLOW_MARKS, marksOf } from '@alongside/mirror/marks'
import { type MaskingRules, rulesFor } from '@alongside/protocol'

const HTML = 'http://www.w3.org/1999/xhtml'

/** The page's title; empty when marks or the server's rules make it private. As in capture: block wins, else the nearest. */
export function shownTitle(document: Document, rules: MaskingRules): string {
  const title = Array.from(document.querySelectorAll('title')).find(
    ({ namespaceURI }) => namespaceURI === HTML,
  )
  return isPrivate(title, rules, document.URL) ? '' : document.title
}

function isPrivate(element: Element | undefined, rules: MaskingRules, url: string): boolean {
  const here = rulesFor(rules, url)
  if (element === undefined) return here.maskAll
  // One that this browser cannot parse must not make the others void.
  const valid = (selector: string) => {
    try {
      element.matches(selector)
      return true
    } catch {
      return false
    }
  }
  const marks = marksOf(here.otherMarks)
  const mask = [...marks.mask, ...here.mask.filter(valid)].join(',')
  const block = [...marks.block, ...here.block.filter(valid)].join(',')
  const allow = [...ALLOW_MARKS, ...here.allow.filter(valid)].join(',')
  if (element.closest(block) !== null) return true
  return element.closest(`${mask},${allow}`)?.matches(mask) ?? here.maskAll
}
