import { dom, resolveUrl } from './natives.ts'

/**
 * What a mirror legitimately shows otherwise than the page, in one place. Each rule says why it takes nothing from what
 * people see; whatever is not named here must be equal.
 */
export type Reading = {
  /** Whose representation: the rules differ. The page is read under the rules of the mirror it is compared with. */
  readonly peer: 'alongside' | 'rrweb'
  readonly isMirror: boolean
  /** Nodes that a mirror has added for its own use. */
  readonly isOwn: (node: Node) => boolean
  /** Rule: where the visitor's browser supplies what an address names, it is the page's address that counts. */
  readonly addressOf?: (element: Element, name: string) => string | undefined
}

const set = (text: string): Readonly<Record<string, true>> =>
  Object.assign(
    Object.create(null) as Record<string, true>,
    Object.fromEntries(
      text
        .trim()
        .split(/\s+/)
        .map((name) => [name, true]),
    ),
  )

/**
 * Rule: what is in these never shows by itself (styles come as sheets, scripts do not run, templates are inert), or is what
 * browsers copy from another place (`selectedcontent`).
 */
const WITHOUT_CONTENT = set(
  'SELECTEDCONTENT SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME FRAME NOEMBED NOFRAMES script style OBJECT EMBED APPLET',
)

/** Rule: these cannot act in a mirror and stand there under another name, in their place among their siblings. */
const RENAMED: Readonly<Record<string, string>> = {
  SCRIPT: 'script',
  script: 'script',
  OBJECT: 'object',
  EMBED: 'object',
  APPLET: 'object',
  'ALONGSIDE-REFUSED': 'script',
  'alongside-refused': 'script',
  'ALONGSIDE-OBJECT': 'object',
}

/** Rule: rrweb replays scripts as `noscript` and inlines linked sheets as `style`, as its guide says. */
const RENAMED_BY_RRWEB: Readonly<Record<string, string>> = {
  SCRIPT: 'script',
  NOSCRIPT: 'script',
  LINK: 'STYLE',
}

export function hasContent(name: string): boolean {
  return WITHOUT_CONTENT[name] === undefined
}

/** Rule: XHTML documents are shown by HTML ones, where names are upper case. */
function qualifiedName(element: Node): string {
  const name = dom.nodeName(element) ?? ''
  const isHtml = dom.namespace(element) === 'http://www.w3.org/1999/xhtml'
  return isHtml && dom.contentType(dom.ownerDocument(element) ?? document) !== 'text/html'
    ? name.toUpperCase()
    : name
}

export function nameOf(element: Node, { peer }: Reading): string {
  const name = qualifiedName(element)
  return (peer === 'alongside' ? RENAMED[name] : RENAMED_BY_RRWEB[name]) ?? name
}

/** Rule: attributes that act only by scripts, input or navigation, of which a mirror has none. */
const INERT =
  set(`accesskey action allow allowfullscreen archive as attributionsrc autocomplete autofocus autoplay blocking charset classid
codebase command commandfor crossorigin csp data download draggable elementtiming fetchpriority formaction formenctype
formmethod formnovalidate formtarget http-equiv imagesizes imagesrcset integrity interestfor longdesc manifest method nonce
ping popovertarget popovertargetaction profile referrerpolicy rel sandbox shadowrootmode shadowrootclonable
shadowrootdelegatesfocus shadowrootserializable srcdoc target xml:base enctype onload`)

/** Rule: of elements that only scripts, styles and frames stand behind, what CSS selects by most counts. */
const ONLY_MARKS = set(
  'SCRIPT script LINK STYLE META BASE NOSCRIPT TEMPLATE IFRAME FRAME OBJECT EMBED APPLET style ALONGSIDE-REFUSED ALONGSIDE-OBJECT alongside-refused',
)

/** Rule: addresses stand in a mirror as absolute ones. */
const ADDRESSES = set('src poster background')
/** Rule: on other elements than these it is no address, but some name. */
const WITH_SOURCE = set('IMG INPUT IMAGE VIDEO AUDIO SOURCE TRACK')
const ADDRESSED_IMAGES = set('image feImage use')

/** Rule: of passwords and hidden fields nothing else is ever sent (K1, K3); how they look is compared by style and pixels. */
const OF_PRIVATE_FIELDS = set('id class type role dir hidden size disabled readonly required tabindex')
const PRIVATE_TYPE = /^(?:password|hidden)$/i

/** Rule: rrweb carries state in attributes that the page does not have; the properties are compared in their place. */
const STATE_BY_RRWEB = set('value checked selected open style loop muted')

const HANDLER = /^on./i
const HREF = /^(?:xlink:)?href$/
const URL_IN_CSS = /url\((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^)]*)\)/gi

/** Rule: in values of custom properties an address becomes that of a picture (R12): what it draws is the same. */
const SAME_AS_URL = /image-set\(url\(\) 1(?:x|dppx)\)/g

/** Rule: addresses in styles are rewritten (absolute, or supplied by the visitor's browser); the pixels show what they show. */
export function withoutUrls(css: string): string {
  return css.includes('url(') ? css.replace(URL_IN_CSS, 'url()').replace(SAME_AS_URL, 'url()') : css
}

/** The value to compare, or null when the attribute does not count. */
export function attributeOf(element: Element, name: string, shown: string, reading: Reading): string | null {
  const value = reading.addressOf?.(element, name) ?? shown
  const tag = dom.nodeName(element) ?? ''
  if (INERT[name] !== undefined || HANDLER.test(name)) return null
  if (reading.isMirror && (name.startsWith('alongside-') || name.startsWith('rr_'))) return null
  // Rule: what fills the visitor's screen fills the mirror as a popover: nothing else puts it into the top layer there.
  if (name === 'popover' && reading.isMirror && element.hasAttribute('alongside-fullscreen')) return null
  // Rule: the visitor's answers to media features stand in the place of the questions; sizes and pixels show which source holds.
  if (tag === 'SOURCE' && name === 'media') return null
  if (tag === 'INPUT' && reading.peer === 'alongside' && OF_PRIVATE_FIELDS[name] === undefined)
    if (PRIVATE_TYPE.test(dom.attribute(element, 'type') ?? '')) return null
  if (ONLY_MARKS[tag] !== undefined) return name === 'id' || name === 'class' ? value : null
  if (reading.peer === 'rrweb') {
    if (STATE_BY_RRWEB[name] !== undefined) return null
    // Rule: rrweb shows `:hover` by a class of that name, and that it waits for events by one on the root.
    if (name === 'class') return value.replace(/(?:^|\s)(?::hover|rrweb-paused)(?=\s|$)/g, '').trim() || null
    if (name === 'href' || name === 'xlink:href' || name === 'srcset')
      return resolveUrl(value, dom.baseURI(element) ?? '')
  }
  // Rule: what rebuild has to rewrite is kept under another name, by which selectors find it.
  if (name === 'style' && reading.isMirror)
    return withoutUrls(dom.attribute(element, 'alongside-was-style') ?? value)
  if (name === 'style' || value.startsWith('url(')) return withoutUrls(value)
  // Rule: what an image shows was resolved when it was loaded, even if `<base>` is another by now.
  if (name === 'src' && tag === 'IMG' && !reading.isMirror && !isInPicture(element))
    return shownSource(element, value)
  if (name === 'src' && WITH_SOURCE[tag] === undefined && reading.peer === 'alongside') return value
  // Rule: parts of the page itself that are named by its whole address; the mirror has another one.
  if (HREF.test(name) && ADDRESSED_IMAGES[tag] !== undefined && isOfPage(element, value))
    return value.slice(value.indexOf('#'))
  if (
    ADDRESSES[name] !== undefined ||
    (HREF.test(name) && ADDRESSED_IMAGES[tag] !== undefined && !value.startsWith('#'))
  )
    return resolveUrl(value, dom.baseURI(element) ?? '')
  if (name === 'href' && isDeadLink(resolveUrl(value, dom.baseURI(element) ?? ''))) return 'about:invalid'
  if (name === 'srcset') return candidates(value, dom.baseURI(element) ?? '')
  return value
}

function isOfPage(element: Element, value: string): boolean {
  const page = (dom.baseURI(element) ?? '').replace(/[?#].*$/, '')
  return value.includes('#') && resolveUrl(value, page).replace(/[?#].*$/, '') === page
}

/** Which of its sources a picture shows is compared by its size and its pixels. */
function isInPicture(image: Element): boolean {
  const parent = dom.parentNode(image)
  return parent != null && dom.nodeName(parent) === 'PICTURE'
}

function shownSource(image: Element, value: string): string {
  const { currentSrc, srcset } = image as HTMLImageElement
  const source = srcset === '' && currentSrc !== '' && !value.startsWith('data:') ? currentSrc : value
  return resolveUrl(source, dom.baseURI(image) ?? '')
}

/** Rule: links with other schemes than these lead nowhere in a mirror; that they are links still shows. */
function isDeadLink(address: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase()
  return scheme !== undefined && !/^(?:https?|mailto|tel|sms)$/.test(scheme)
}

/** Candidates of `srcset` with absolute addresses; data URLs, which hold commas, as they are. */
function candidates(value: string, base: string): string {
  if (value.includes('data:')) return 'data'
  const found: string[] = []
  const parts = value.split(',')
  for (let i = 0; i < parts.length; i++) {
    const words = (parts[i] ?? '').trim().split(/\s+/)
    found.push(`${resolveUrl(words[0] ?? '', base)} ${words[1] ?? ''}`.trim())
  }
  return found.join(', ')
}
