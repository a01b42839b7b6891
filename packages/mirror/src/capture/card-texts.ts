import { hasCard, maskCards } from './card-numbers.ts'
import { type Dom, ELEMENT } from './dom.ts'

/** A part of a card's number that has an element of its own. */
const PART = /^\s*[\d\s.-]{3,19}\s*$/
/** Where numbers stand side by side that do not belong together. */
const APART = /^(?:TR|TBODY|THEAD|TFOOT|TABLE|UL|OL|DL|SELECT|OPTGROUP|BODY|HTML)$/
const MAX_LENGTH = 60

/** The text without the numbers of cards, also where this is one of several texts that one is split over (rule K15). */
export function maskCardsIn(dom: Dom, node: Node, data: string): string {
  if (data.length < 3 || !/\d{3}/.test(data)) return data
  const masked = maskCards(data)
  return masked === data && PART.test(data) && isPartOfCard(dom, node) ? data.replace(/\d/g, '•') : masked
}

/** `<span>4111</span> <span>1111</span> ...`: what stands around it, two levels up, is little more than one number. */
function isPartOfCard(dom: Dom, node: Node): boolean {
  let at = dom.parentNode(node)
  for (let level = 0; level < 3 && at !== null && dom.nodeType(at) === ELEMENT; level++) {
    if (APART.test(dom.nodeName(at))) return false
    const text = dom.textContent(at).trim()
    if (text.length > MAX_LENGTH) return false
    if (hasCard(text.replace(/\s+/g, ' '))) return true
    at = dom.parentNode(at)
  }
  return false
}
