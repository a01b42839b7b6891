import { dom } from '../dom.ts'
import { admitElement } from '../elements.ts'
import { rewriteCss } from '../css.ts'
import { loadsOf } from './url-slots.ts'

/**
 * An SVG file cut down to what the mirror itself may hold: the allow-list of elements and attributes, no address but
 * fragments. Null when it is not well-formed. Unlike an image, what `use` and filters take from a file becomes part of the
 * document that names it.
 */
export function safeSvg(text: string): string | null {
  const file = new DOMParser().parseFromString(text, 'image/svg+xml')
  if (file.documentElement.localName !== 'svg' || file.querySelector('parsererror') !== null) return null
  for (const node of Array.from(file.childNodes)) if (node !== file.documentElement) node.remove()
  for (const element of Array.from(file.querySelectorAll('*'))) {
    // Stand-ins take over children, so an element may have gone by the time its turn comes.
    if (!file.contains(element)) continue
    if (admitElement(element, 'about:blank', false) !== element) continue
    if (dom.localName(element) === 'style') element.textContent = rewriteCss(element.textContent, () => null)
    for (const { name, value } of Array.from(dom.attributes(element))) {
      const loads = loadsOf(element, name, value)
      if (loads === 'css')
        dom.setAttribute(
          element,
          name,
          rewriteCss(value, () => null),
        )
      else if (loads !== null || name.startsWith('alongside-')) dom.removeAttribute(element, name)
    }
  }
  return new XMLSerializer().serializeToString(file)
}
