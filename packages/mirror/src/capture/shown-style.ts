import type { Dom } from './dom.ts'

/** A relative address in a style, also in serialised HTML. What begins with a slash hardly ever changes with the base. */
export const RELATIVE_URL = /url\((?:"|'|&quot;)?(?![/#"')&]|[a-z][-+.\da-z]*:)/i
const URLS = /url\((?:"([^"]*)"|'([^']*)'|([^)]*))\)/g
const LOADING =
  'background-image mask-image border-image-source list-style-image content cursor filter clip-path shape-outside'

/**
 * An inline style with the addresses that it shows, where they were resolved against an older base of the page. Undefined:
 * it has no relative ones.
 */
export function shownStyle(dom: Dom, element: Element, text: string): string | undefined {
  const document = dom.ownerDocument(element)
  if (!RELATIVE_URL.test(text) || document?.defaultView == null) return undefined
  const computed = document.defaultView.getComputedStyle(element)
  const shown: string[] = []
  for (const name of LOADING.split(' '))
    for (const [, url = ''] of computed.getPropertyValue(name).matchAll(URLS)) shown.push(url)
  return text.replace(URLS, (all, double?: string, single?: string, plain?: string) => {
    const written = (double ?? single ?? plain ?? '').trim()
    if (!URL.canParse(written, document.baseURI) || shown.includes(new URL(written, document.baseURI).href))
      return all
    const older = shown.find((url) => url.endsWith(written.replace(/^(?:\.{1,2}\/)+/, '/')))
    return older === undefined ? all : `url("${older}")`
  })
}
