/** What may stand nowhere in a mirrored document: for tests. Looks into shadow roots, templates and frames. */
export function dangerous(root: Document | DocumentFragment | ShadowRoot | null): string[] {
  const found: string[] = []
  for (const element of root === null ? [] : all(root)) {
    const name = element.localName
    const attributes = attributesOf(element)
    if (REFUSED_NAMES.test(name) && /xhtml|svg/.test(element.namespaceURI ?? '')) found.push(`<${name}>`)
    if (
      /^(?:base|link|meta)$/.test(name) &&
      attributes.some((a) => /^(?:href|rel|http-equiv|target)$/.test(a.name)) &&
      !isOurs(element)
    )
      found.push(element.outerHTML)
    for (const attribute of attributes) {
      const value = attribute.value.replace(/[\0-\x20]/g, '')
      if (REFUSED_ATTRIBUTES.test(attribute.name)) found.push(`${name} ${attribute.name}=${value}`)
      if (
        URL_ATTRIBUTES.test(attribute.name) &&
        /^(?:javascript|vbscript|livescript|mocha|blob|filesystem|data(?=:(?!image|font|,))):/i.test(value)
      )
        found.push(`${name} ${attribute.name}=${value}`)
      if (/url\(["']?(?:javascript|vbscript|data:text)/i.test(value))
        found.push(`${name} ${attribute.name}=${value}`)
    }
    if (/^(?:iframe|frame)$/.test(name) && element.namespaceURI === HTML) {
      if (element.getAttribute('sandbox') !== 'allow-same-origin') found.push('a frame without its sandbox')
      if (element.hasAttribute('src')) found.push('a frame with an address')
    }
    if ((name === 'style' || name === 'script') && hasText(element)) found.push(`${name} with text`)
    const inside = (element as Partial<HTMLIFrameElement>).contentDocument
    const shadow: ShadowRoot | null = Reflect.get(Element.prototype, 'shadowRoot', element)
    if (shadow !== null) found.push(...dangerous(shadow))
    if (element instanceof HTMLTemplateElement) found.push(...dangerous(element.content))
    if (inside instanceof Object && 'documentElement' in inside) found.push(...dangerous(inside))
  }
  return found
}

function hasText(element: Element): boolean {
  return Array.from(element.childNodes).some((child) => child.nodeType === 3 && child.nodeValue !== '')
}

const HTML = 'http://www.w3.org/1999/xhtml'
const REFUSED_NAMES = /^(?:script|object|embed|applet|portal|fencedframe)$/
const REFUSED_ATTRIBUTES =
  /^on|^(?:srcdoc|action|formaction|ping|http-equiv|autofocus|autoplay|nonce|target|download|is|accesskey|manifest|formtarget|popovertarget|commandfor|attributionsrc)$/i
const URL_ATTRIBUTES =
  /^(?:.*:)?(?:href|src|srcset|data|poster|background|cite|longdesc|to|from|by|values|lowsrc|dynsrc|code|codebase|value|content)$/i

/** Rebuild links sheets that only the viewer's browser can load. */
function isOurs(element: Element): boolean {
  return element.localName === 'link' && element.getAttribute('rel') === 'stylesheet'
}

/** Past the names by which forms and documents shadow their properties. */
export function attributesOf(element: Element): Attr[] {
  const attributes: NamedNodeMap = Reflect.get(Element.prototype, 'attributes', element)
  return Array.from(attributes)
}

function all(root: Document | DocumentFragment): Element[] {
  const find = root.nodeType === 9 ? Document.prototype : DocumentFragment.prototype
  return Array.from(find.querySelectorAll.call(root, '*'))
}
