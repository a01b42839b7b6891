import type { Dom } from './dom.ts'
import { windowOf } from './roots.ts'

/** A relative address in a style, also in serialised HTML. What begins with a slash hardly ever changes with the base. */
export const RELATIVE_URL = /url\((?:"|'|&quot;)?(?![/#"')&]|[a-z][-+.\da-z]*:)/i
const URLS = /url\((?:"([^"]*)"|'([^']*)'|([^)]*))\)/g
const LOADING = ['background-image', 'mask-image', 'border-image-source', 'list-style-image', 'content']

/**
 * An inline style with the addresses that it shows, where they were resolved against an older base of the page. Undefined:
 * it has no relative ones.
 */
export function shownStyle(dom: Dom, element: Element, text: string): string | undefined {
  const document = dom.ownerDocument(element)
  if (!RELATIVE_URL.test(text) || document === null) return undefined
  const computed = windowOf(document)?.getComputedStyle(element)
  if (computed === undefined) return undefined
  const shown: string[] = []
  for (const name of LOADING)
    for (const [, url = ''] of computed.getPropertyValue(name).matchAll(URLS)) shown.push(url)
  return text.replace(URLS, (all, double?: string, single?: string, plain?: string) => {
    const written = (double ?? single ?? plain ?? '').trim()
    const older = shown.find((url) => url.endsWith(written.replace(/^(?:\.{1,2}\/)+/, '/')))
    const { baseURI } = document
    const isNow = !URL.canParse(written, baseURI) || older === new URL(written, baseURI).href
    return older === undefined || isNow ? all : `url("${older}")`
  })
}
