import type { View } from './attribute-policy.ts'

/**
 * What of the look of private elements is told. Rules of the site's style sheets show an element as it is by its place,
 * name, class and id; what a script writes on it (colours of a verdict, the width of a bar, a class for what was chosen) is
 * content, and stays.
 */

/** Where the element is and how it flows. */
const FLOW =
  /^(?:display|position|float|clear|margin.*|padding.*|box-sizing|overflow.*|z-index|flex-(?:direction|wrap|flow)|order|gap|row-gap|column-gap|align-.*|justify-.*|grid-(?:template-(?:rows|columns)|auto-.*)|border-.*-width|font-(?:size|weight|style)|line-height|text-align|white-space.*|aspect-ratio|pointer-events)$/
/** And how large: only told of what the site itself has marked, and in pages that are private by default. */
const SIZE =
  /^(?:top|right|bottom|left|flex-.*|(?:(?:min|max)-)?(?:width|height)|visibility|opacity|transform)$/
const COLOUR = /^(?:color|background-color|border-.*-(?:style|color|radius)|border-radius|cursor)$/
const VALUE = /^(?!.*(?:url|var|attr|env|src|image|element)\()[-\w\s.%,#()/+*]*$/i
const WORDS = /^[a-z-]+$/

/**
 * An inline style cut down to layout: read from the parsed declarations, since splitting the text would be fooled by
 * strings; values may be numbers, colours and keywords.
 */
export function structuralStyle(element: Element, view: View): string | null {
  const style = (element as Partial<ElementCSSInlineStyle>).style
  if (style === undefined || typeof style.getPropertyValue !== 'function') return null
  let text = ''
  for (let i = 0; i < style.length; i++) {
    const name = style.item(i)
    if (!isTold(name, view)) continue
    const value = style.getPropertyValue(name)
    if (!VALUE.test(value) || (WORDS.test(value) && value.length > 24)) continue
    text += `${name}:${value}${style.getPropertyPriority(name) === '' ? '' : '!important'};`
  }
  return text === '' ? null : text
}

function isTold(name: string, view: View): boolean {
  return FLOW.test(name) || (view !== 'inner' && SIZE.test(name)) || (view === 'veiled' && COLOUR.test(name))
}

/** Words by which classes say what was chosen, found or judged; and colours, which say the same. */
const TELLING =
  /^(?:selected|checked|chosen|picked|current|on|off|yes|no|true|false|valid|invalid|error|warn(?:ing)?|danger|critical|success(?:ful)?|ok|fail(?:ed|ure)?|passed|correct|incorrect|wrong|strong|weak|filled|empty|dirty|touched|pristine|complete[d]?|done|positive|negative|paid|unpaid|overdue|due|pending|approved|rejected|denied|low|high|gain|loss|male|female|red|green|blue|yellow|amber|orange|lime|emerald|rose|pink|purple|teal)$/i
/** Numbers of people and things; measures that are written into a class (`w-[37%]`). */
const DATA = /\d{4}|[@[\]%]|(?:rating|score|level|strength|stars?|percent|progress|value)[-_]*\d/i

/** Class names (or an id) without those that would tell what is hidden. */
export function quietNames(value: string): string | null {
  const kept = value.split(/\s+/).filter((name) => name !== '' && !tells(name))
  return kept.length === 0 ? null : kept.join(' ')
}

function tells(name: string): boolean {
  if (DATA.test(name)) return true
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}]+/u)
    .some((word) => TELLING.test(word))
}

/** States by which pages that are private by default still open menus and dialogs; their values are of a few words. */
export const STATES: ReadonlySet<string> = new Set(
  (
    'aria-expanded aria-hidden aria-current aria-busy aria-modal aria-disabled aria-orientation aria-haspopup lang ' +
    'data-state data-open data-closed data-show data-visible data-active data-collapsed data-side data-align ' +
    'data-orientation data-theme data-bs-theme data-color-mode data-mode inert popover'
  ).split(' '),
)
export const STATE =
  /^(?:|true|false|open(?:ed)?|closed?|active|inactive|visible|hidden|expanded|collapsed|page|menu|dialog|listbox|auto|manual|hint|top|bottom|left|right|start|end|center|horizontal|vertical|light|dark|[a-z]{2}(?:-[A-Z]{2})?)$/
