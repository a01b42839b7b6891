/**
 * What HTML's parser does with an element, as bits by nodeName (upper case: HTML, lower case: SVG and MathML). Elements
 * that are not here are plain.
 */
export const Trait = {
  /** Content is never sent. */
  opaque: 1,
  /** Attributes are rewritten or dropped. */
  rewritten: 2,
  /** HTML cannot say it: exact path. */
  exact: 4,
  /** Always sent without its children, which follow. */
  shallow: 8,
  /** Holds live form state. */
  field: 16,
  /** May have no children when parsed. */
  empty: 32,
  /** Its start closes an open `<p>`. */
  closesParagraph: 64,
  /** What is open outside of it does not matter inside. */
  scope: 128,
  /** May not stand within another of its kind. */
  unnestable: 256,
  /** Only certain parents and children. */
  table: 512,
  /** Loses a line feed at its beginning. */
  dropsNewline: 1024,
  heading: 2048,
  frame: 4096,
  /** HTML elements may stand in it although it is not HTML itself. */
  integration: 8192,
  /** Scrolls by the browser's own rules. */
  scrollable: 16384,
  /** Plays, is drawn on, or animates a drawing. */
  picture: 32768,
} as const

const traits = new Map<string, number>()

function add(trait: number, names: string): void {
  for (const name of names.split(' ')) traits.set(name, (traits.get(name) ?? 0) | trait)
}

add(
  Trait.opaque | Trait.rewritten,
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME FRAME NOEMBED NOFRAMES SELECTEDCONTENT script style',
)
add(Trait.rewritten, 'LINK META OBJECT EMBED')
// Into `selectedcontent` parsers, too, copy what is in the chosen option.
add(
  Trait.exact,
  'PLAINTEXT XMP IMAGE FRAMESET FRAME KEYGEN ISINDEX MENUITEM NEXTID RB RTC RP RT SELECTEDCONTENT',
)
add(Trait.shallow, 'HTML HEAD BODY FRAMESET')
add(Trait.field, 'INPUT TEXTAREA SELECT OPTION OPTGROUP SLOT')
add(Trait.empty, 'AREA BASE BR COL EMBED HR IMG INPUT LINK META PARAM SOURCE TRACK WBR BASEFONT BGSOUND')
add(
  Trait.closesParagraph,
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DETAILS DIALOG DIR DIV DL FIELDSET FIGCAPTION FIGURE FOOTER HEADER HGROUP ' +
    'MAIN MENU NAV OL P SEARCH SECTION SUMMARY UL H1 H2 H3 H4 H5 H6 PRE LISTING FORM TABLE HR LI DD DT',
)
add(Trait.scope, 'TABLE TD TH CAPTION OBJECT MARQUEE APPLET TEMPLATE svg math')
add(Trait.unnestable, 'A BUTTON FORM NOBR LI DD DT OPTION OPTGROUP SELECT')
add(Trait.table, 'TABLE CAPTION COLGROUP COL THEAD TBODY TFOOT TR TD TH')
add(Trait.dropsNewline, 'PRE TEXTAREA LISTING')
add(Trait.heading, 'H1 H2 H3 H4 H5 H6')
add(Trait.frame, 'IFRAME FRAME')
add(Trait.scrollable, 'INPUT TEXTAREA SELECT DIALOG HR MARQUEE foreignObject')
add(Trait.picture, 'CANVAS VIDEO AUDIO animate set animateTransform animateMotion')
add(Trait.integration, 'foreignObject desc title mi mo mn ms mtext annotation-xml')

export function traitsOf(name: string): number {
  return traits.get(name) ?? 0
}

const PARENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  __proto__: null as never,
  TR: new Set(['TBODY', 'THEAD', 'TFOOT']),
  TD: new Set(['TR']),
  TH: new Set(['TR']),
  TBODY: new Set(['TABLE']),
  THEAD: new Set(['TABLE']),
  TFOOT: new Set(['TABLE']),
  CAPTION: new Set(['TABLE']),
  COLGROUP: new Set(['TABLE']),
  COL: new Set(['COLGROUP']),
}
const TABLE_PARTS: ReadonlySet<string> = new Set(['TABLE', 'THEAD', 'TBODY', 'TFOOT', 'TR', 'COLGROUP'])
const ANYWHERE: ReadonlySet<string> = new Set(['SCRIPT', 'STYLE', 'TEMPLATE'])

/** Whether text other than white space would be moved out of this parent. */
export function refusesText(parent: string): boolean {
  return TABLE_PARTS.has(parent)
}

/** Whether a parser would leave the element where it is, as far as tables go. */
export function fitsTable(parent: string, name: string): boolean {
  const parents = PARENTS[name]
  if (parents !== undefined) return parents.has(parent)
  return !TABLE_PARTS.has(parent) || ANYWHERE.has(name)
}

/** SVG and MathML names begin with a small letter, HTML's are upper case in HTML documents. */
export function isForeignName(name: string): boolean {
  return name.charCodeAt(0) > 96
}

/** Bit of an unnestable element among the open ones. */
const OPEN_BITS: Readonly<Record<string, number>> = {
  __proto__: null as never,
  P: 1,
  A: 2,
  BUTTON: 4,
  FORM: 8,
  NOBR: 16,
  LI: 32,
  DD: 64,
  DT: 64,
  OPTION: 128,
  OPTGROUP: 256,
  SELECT: 512,
}
const LISTS: ReadonlySet<string> = new Set(['UL', 'OL', 'MENU', 'DIR'])
const CLEARED_BY_LIST = 32
const CLEARED_BY_DL = 64

/** The open elements that matter, after `name` has been opened. */
export function opened(open: number, name: string, trait: number): number {
  if ((trait & Trait.scope) !== 0) open &= 8
  if (LISTS.has(name)) open &= ~CLEARED_BY_LIST
  if (name === 'DL') open &= ~CLEARED_BY_DL
  return open | (OPEN_BITS[name] ?? 0)
}

/** Whether `name` would close something that is open. */
export function closesOpen(open: number, name: string, trait: number): boolean {
  if ((trait & Trait.closesParagraph) !== 0 && (open & 1) !== 0) return true
  return (trait & Trait.unnestable) !== 0 && (open & (OPEN_BITS[name] ?? 0)) !== 0
}
