import { ALLOW_MARKS, marksOf } from '@alongside/mirror/marks'
import { type MaskingRules, rulesFor } from '@alongside/protocol'

/** An element whose content may not leave the page. */
export type Place = {
  readonly element: Element
  readonly path: string
  readonly isMarked: boolean
  /** Private only because the page is so by default: then style sheets, which are the site's own text, are told. */
  readonly isVeiled: boolean
}

type State = 'open' | 'masked' | 'blocked' | 'veiled'

/**
 * What has to be private on a page, by marks, rules and kinds of fields: worked out here anew and not asked of capture, which
 * is what is tested. `also`: what capture holds private besides (fields that it finds by their names).
 */
export function findPlaces(
  root: Document,
  rules: MaskingRules,
  must: readonly string[],
  also: (element: Element) => boolean,
  limit: number,
): Place[] {
  const here = rulesFor(rules, root.URL)
  const marks = marksOf(here.otherMarks)
  const oracle: Oracle = {
    block: usable(root, [...marks.block, ...here.block]),
    mask: usable(root, [...marks.mask, ...here.mask, ...must]),
    allow: usable(root, ALLOW_MARKS),
    serverAllow: usable(root, here.allow),
    fields: usable(root, FIELDS),
    also,
  }
  const places: Place[] = []
  visit(root, here.maskAll ? 'veiled' : 'open')
  return places

  function visit(node: Document | ShadowRoot | Element, around: State): void {
    for (const element of Array.from(node.children)) {
      if (places.length >= limit) return
      if (SKIPPED.has(element.localName)) continue
      const own = decide(oracle, element)
      const state = around === 'blocked' ? 'blocked' : (own ?? around)
      const isPrivate = state !== 'open' || also(element)
      if (isPrivate)
        places.push({
          element,
          path: pathOf(element),
          isMarked: own !== undefined && state !== 'open',
          isVeiled: state === 'veiled',
        })
      visit(element, state)
      if (element.shadowRoot !== null) visit(element.shadowRoot, state)
      const inner = contentOf(element)
      if (inner !== null) visit(inner, state)
    }
  }
}

type Oracle = {
  readonly block: readonly string[]
  readonly mask: readonly string[]
  readonly allow: readonly string[]
  readonly serverAllow: readonly string[]
  readonly fields: readonly string[]
  readonly also: (element: Element) => boolean
}

const FIELDS = [
  'input[type=password i]',
  'input[type=hidden i]',
  'input[autocomplete*="cc-" i],select[autocomplete*="cc-" i]',
  'input[autocomplete*="one-time-code" i]',
  'input[autocomplete*="-password" i]',
]
const SKIPPED: ReadonlySet<string> = new Set(['script', 'head', 'noscript', 'template'])

function decide(oracle: Oracle, element: Element): State | undefined {
  const is = (selectors: readonly string[]) => selectors.some((selector) => element.matches(selector))
  if (is(oracle.block)) return 'blocked'
  if (is(oracle.fields) || is(oracle.mask)) return 'masked'
  if (is(oracle.allow)) return 'open'
  return is(oracle.serverAllow) && !oracle.also(element) ? 'open' : undefined
}

function usable(document: Document, selectors: readonly string[]): readonly string[] {
  return selectors.filter((selector) => {
    try {
      document.createDocumentFragment().querySelector(selector)
      return true
    } catch {
      return false
    }
  })
}

/** Null for frames of other sites. */
export function contentOf(element: Element): Document | null {
  try {
    return element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null
  } catch {
    return null
  }
}

/** As a person would write it in a style sheet; `>>` goes into a shadow tree or frame. */
export function pathOf(node: Node): string {
  const parts: string[] = []
  let at: Node | null = node.nodeType === 1 ? node : (node.parentNode ?? hostOf(node))
  while (at !== null && parts.length < 12) {
    if (at.nodeType === 1) parts.unshift(nameOf(at as Element))
    const up: Node | null = at.parentNode
    if (up !== null) {
      at = up
      continue
    }
    at = hostOf(at)
    if (at !== null) parts.unshift('>>')
  }
  return parts.join(' ').replace(/^html /, '')
}

/** What a shadow tree or the document of a frame hangs on. */
function hostOf(root: Node): Element | null {
  return 'host' in root ? (root as ShadowRoot).host : ((root as Document).defaultView?.frameElement ?? null)
}

function nameOf(element: Element): string {
  if (element.id !== '') return `${element.localName}#${element.id}`
  const same = Array.from(element.parentElement?.children ?? []).filter(
    ({ localName }) => localName === element.localName,
  )
  const classes = Array.from(element.classList)
    .slice(0, 2)
    .map((name) => `.${name}`)
  const place = same.length > 1 ? `:nth-of-type(${same.indexOf(element) + 1})` : ''
  return `${element.localName}${classes.join('')}${place}`
}
