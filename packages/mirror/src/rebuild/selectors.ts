/** The marks that stand for states of the visitor's page; set by rebuild, never by a page. */
export const STATE_MARKS = {
  focus: 'alongside-focus',
  'focus-visible': 'alongside-focus-visible',
  'focus-within': 'alongside-focus-within',
  hover: 'alongside-over',
  active: 'alongside-active',
  target: 'alongside-target',
  'target-within': 'alongside-target-within',
  fullscreen: 'alongside-fullscreen',
  '-webkit-full-screen': 'alongside-fullscreen',
  autofill: 'alongside-autofill',
  '-webkit-autofill': 'alongside-autofill',
} as const
/** Hosts and frames around what has the focus count as focused, but show no ring by themselves. */
export const FOCUS_HOST = 'alongside-focus-host'
/** What stands for a custom element's definition and its states: nothing is ever defined in the mirror. */
export const CUSTOM_MARKS = { undefined: 'alongside-undefined', states: 'alongside-states' } as const
/** Where the viewer's own pointer is. */
export const VIEWER_HOVER = 'alongside-hover'
/** A field that people have used. */
export const USED = 'alongside-used'

const BY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(STATE_MARKS).map(([state, mark]) => [state, `:is(:${state},[${mark}])`]),
  ),
  ...Object.fromEntries(
    ['valid', 'invalid', 'enabled', 'disabled'].map((state) => [
      state,
      `:is(:${state},[${CUSTOM_MARKS.states}~=":${state}"])`,
    ]),
  ),
  focus: `:is(:focus,[${STATE_MARKS.focus}],[${FOCUS_HOST}])`,
  defined: `:not([${CUSTOM_MARKS.undefined}])`,
  hover: `:is(:hover,[${VIEWER_HOVER}],[${STATE_MARKS.hover}])`,
  'user-valid': `:is(:user-valid,:where([${USED}]):valid)`,
  'user-invalid': `:is(:user-invalid,:where([${USED}]):invalid)`,
  // What the agent's browser has visited is nobody's business, and what the visitor's has is not known.
  link: ':any-link',
  visited: ':not(*)',
}

/** After these only certain pseudo-classes may follow, and never a list. Looked for behind a pseudo-class. */
const AFTER_PSEUDO_ELEMENT = /::[-\w]+(?:\([^()]*\))?(?::[-\w]+(?:\([^()]*\))?)*$/
const LOOK_BEHIND = 200

/** What a pseudo-class is to become in the mirror; undefined: it stays. `colon`: where it begins in the sheet. */
export function stateSelector(name: string, css: string, colon: number): string | undefined {
  const by = Object.hasOwn(BY, name) ? BY[name] : undefined
  if (by === undefined || AFTER_PSEUDO_ELEMENT.test(css.slice(Math.max(0, colon - LOOK_BEHIND), colon)))
    return undefined
  return by
}

/** Attributes whose value rebuild changes: addresses and what holds some. */
const REWRITTEN: ReadonlySet<string> = new Set([
  'src',
  'srcset',
  'poster',
  'background',
  'href',
  'style',
  'name',
])
/** Refused ones that sites select by. */
const REFUSED: ReadonlySet<string> = new Set(
  (
    'target rel download draggable accesskey action formaction method formmethod autofocus autoplay crossorigin allow ' +
    'sandbox popovertarget command commandfor referrerpolicy fetchpriority dirname formnovalidate data srcdoc'
  ).split(' '),
)
const KEPT = 'alongside-was-'

/** Whether sites select by the name though the mirror's element may not have it, or not with that value. */
export function isKeptAttribute(name: string): boolean {
  return REFUSED.has(name.toLowerCase())
}

export function isWrittenKept(name: string): boolean {
  return REWRITTEN.has(name.toLowerCase()) || isKeptAttribute(name)
}

/** The name under which a mirrored element keeps what the page wrote: without any effect but to selectors. */
export function keptName(name: string): string {
  return KEPT + name.toLowerCase().replace(':', '-')
}

const REST =
  /\s*(?:[~|^$*]?=\s*(?:"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|(?:[-\w\u0080-\uffff]|\\[^])+)\s*([is]?)\s*)?\]/iy
/** Their values have no letter case in HTML. */
const CASELESS: ReadonlySet<string> = new Set(['rel', 'target', 'method', 'formmethod', 'crossorigin'])

/** `[src=...]` as it is to select in the mirror; `at`: behind the name. Undefined: it stays. */
export function attributeSelector(
  name: string,
  css: string,
  at: number,
): { by: string; end: number } | undefined {
  const lower = name.toLowerCase()
  const isRefused = isKeptAttribute(lower)
  if (!isRefused && !REWRITTEN.has(lower)) return undefined
  REST.lastIndex = at
  const match = REST.exec(css)
  if (match === null) return undefined
  const end = at + match[0].length
  const kept = keptName(lower)
  const rest =
    match[0].includes('=') && match[1] === '' && CASELESS.has(lower)
      ? `${match[0].slice(0, -1)} i]`
      : match[0]
  if (isRefused) return { by: `[${kept}${rest}`, end }
  return { by: `:is([${kept}${rest},:where(:not([${kept}]))[${name}${rest})`, end }
}
