import { NAMESPACES } from '../format/index.ts'
import type { Dom } from './dom.ts'

/**
 * What an image shows was resolved when it was loaded; when the page's base is another by now, this is the address.
 * Undefined: what its `src` resolves to now (or what is chosen from several sources).
 */
export function shownSource(dom: Dom, image: Element): string | undefined {
  if (dom.localName(image) !== 'img' || dom.namespace(image) !== NAMESPACES.html) return undefined
  const now = dom.imageSource(image)
  if (now.startsWith('data:') || !dom.imageIsComplete(image)) return undefined
  const shown = dom.imageShown(image)
  if (shown === '' || shown === now || shown.split('#')[0] === now.split('#')[0]) return undefined
  return isChosen(dom, image) ? undefined : shown
}

function isChosen(dom: Dom, image: Element): boolean {
  if (dom.attribute(image, 'srcset') !== null) return true
  const parent = dom.parentNode(image)
  return parent !== null && dom.nodeName(parent) === 'PICTURE'
}
