import type { CaptureOptions } from './api.ts'
import { DOCUMENT, type Dom } from './dom.ts'
import { isHidden, type Masking } from './masking.ts'
import type { Root } from './roots.ts'
import { PageRules } from './page-rules.ts'
import { ImportWrapper, layerStatement, type Wrap } from './sheet-imports.ts'
import { addScrollers } from './scrollers.ts'
import { isDamaged, RuleReader, type Segment, toSegment } from './sheet-rules.ts'
import type * as Source from './sheet-source.ts'
import { TitleSets } from './title-sets.ts'

export type ListedSheet = {
  readonly segment?: Segment
  readonly href?: string
  readonly media?: string
  readonly disabled?: boolean
}

type Cached = { readonly rules: number; readonly wrapped: string; readonly segments: readonly Segment[] }
type Listing = {
  readonly root: Root
  readonly listed: ListedSheet[]
  readonly mayContinue: () => boolean
}

/** States of which nobody hears unless a sheet asks: they change often, or take long to find out. */
const WATCHED_STATES = ['hover', 'active', 'target'] as const
export type WatchedState = (typeof WATCHED_STATES)[number]

const unwrapped: Wrap = (css) => css

/**
 * Reads style sheets as they are now: the rules that hold, whoever wrote them. Where the browser is known to serialise
 * rules wrongly, the sheet's source text is looked for and what it says of them takes their place when it comes.
 */
export class SheetReader {
  /** States that some sheet asks for, as far as sheets have been read. */
  readonly states = new Set<WatchedState>()
  /** Selectors of rules that make boxes scroll, as far as sheets have been read. Null: they do not tell. */
  scrollers: Set<string> | null = new Set()
  /** It is we who read, not the page: what is read is not taken hold of. */
  isReading = false
  readonly #dom: Dom
  readonly #masking: Masking
  readonly #options: CaptureOptions
  readonly #texts = new WeakMap<CSSRule, string>()
  readonly #cache = new WeakMap<CSSStyleSheet, Cached>()
  readonly #partial = new WeakMap<CSSStyleSheet, RuleReader>()
  /** Of sheets with damaged rules. `pending`: not there yet, or not to be had. */
  readonly #sources = new WeakMap<CSSStyleSheet, 'pending' | Source.SourceRules>()
  readonly #foreign = new Map<string, string | undefined>()
  readonly #roots = new WeakMap<CSSStyleSheet, Set<Root>>()
  readonly #imports = new ImportWrapper()
  readonly pageRules: PageRules
  readonly titleSets = new TitleSets()
  readonly #onChange: (root: Root) => void

  constructor(dom: Dom, masking: Masking, options: CaptureOptions, onChange: (root: Root) => void) {
    this.#dom = dom
    this.pageRules = new PageRules(dom)
    this.#masking = masking
    this.#options = options
    this.#onChange = onChange
  }

  /** The sheets of a root in cascade order; undefined when time ran out: ask again. */
  list(root: Root, mayContinue: () => boolean): ListedSheet[] | undefined {
    const listing: Listing = { root, listed: [], mayContinue }
    return this.#quietly(() => {
      for (const sheet of this.sheetsOf(root))
        if (!this.#append(listing, sheet, this.#baseOf(root, sheet), unwrapped)) return undefined
      const extra = this.pageRules.textOf(root)
      if (extra !== '') listing.listed.push({ segment: toSegment(extra, this.#documentOf(root).baseURI) })
      return listing.listed
    })
  }

  /** The sheets that apply in a root and may be shown. */
  sheetsOf(root: Root): CSSStyleSheet[] {
    const sheets: CSSStyleSheet[] = []
    const adopted = root.adoptedStyleSheets ?? []
    for (let i = 0; i < root.styleSheets.length; i++) {
      const sheet = root.styleSheets.item(i)
      // WebKit lists adopted sheets here as well.
      if (sheet !== null && !adopted.includes(sheet) && this.#mayShow(sheet)) sheets.push(sheet)
    }
    // Adopted sheets have no owner whose marks would count: they are as private as the tree that they style.
    if (isHidden(this.#masking.of(root))) return sheets
    for (let i = 0; i < adopted.length; i++) {
      const sheet = adopted[i]
      if (sheet !== undefined) sheets.push(sheet)
    }
    return sheets
  }

  /** A script changed the sheet (or may have): it is read again. `rule`: only this one changed. */
  touch(sheet: CSSStyleSheet, rule?: CSSRule): void {
    this.#cache.delete(sheet)
    this.#partial.delete(sheet)
    for (let outer = rule; outer !== undefined; outer = outer.parentRule ?? undefined)
      this.#texts.delete(outer)
    for (const root of this.#roots.get(sheet) ?? []) this.#onChange(root)
  }

  /** Changes with anything that is cheap to see. */
  fingerprint(root: Root, idOf: (sheet: CSSStyleSheet) => number): string {
    return this.#quietly(() => {
      let print = ''
      for (const sheet of this.sheetsOf(root))
        print += `${idOf(sheet)}:${countRules(sheet)}:${sheet.disabled ? 1 : 0}:${sheet.media.mediaText};`
      return print
    })
  }

  #quietly<Result>(read: () => Result): Result {
    this.isReading = true
    try {
      return read()
    } finally {
      this.isReading = false
    }
  }

  #mayShow(sheet: CSSStyleSheet): boolean {
    const owner = sheet.ownerNode
    if (owner === null) return true
    return !this.#options.isOwn(owner) && !isHidden(this.#masking.of(owner))
  }

  #remember(sheet: CSSStyleSheet, root: Root): void {
    let roots = this.#roots.get(sheet)
    if (roots === undefined) this.#roots.set(sheet, (roots = new Set()))
    roots.add(root)
  }

  #baseOf(root: Root, sheet: CSSStyleSheet): string {
    return sheet.href ?? this.#documentOf(root).baseURI
  }

  #documentOf(root: Root): Document {
    return this.#dom.nodeType(root) === DOCUMENT ? (root as Document) : (root as ShadowRoot).ownerDocument
  }

  #append(listing: Listing, sheet: CSSStyleSheet, base: string, wrap: Wrap): boolean {
    const { root, listed, mayContinue } = listing
    this.#remember(sheet, root)
    const media = sheet.media.mediaText
    const isInDocument = this.#dom.nodeType(root) === DOCUMENT
    const isOff = sheet.disabled || (isInDocument && this.titleSets.isOff(sheet))
    const shape = { ...(media === '' ? {} : { media }), ...(isOff ? { disabled: true } : {}) }
    const rules = rulesOf(sheet)
    if (rules === null) {
      for (const state of WATCHED_STATES) this.states.add(state)
      this.scrollers = null
      const data = readDataUrl(sheet.href ?? '')
      if (data !== undefined) listed.push({ segment: toSegment(wrap(data), base), ...shape })
      else if (sheet.href !== null) listed.push({ ...this.#foreignOf(sheet, sheet.href, wrap), ...shape })
      return true
    }
    if (!isOff && !this.#appendImports(listing, rules, base, wrap)) return false
    const content = this.#contentOf(sheet, rules, base, mayContinue, wrap)
    if (content === undefined) return false
    for (const segment of content) listed.push({ segment, ...shape })
    return true
  }

  /** What may not be read: its text once it has come, until then and otherwise its address. */
  #foreignOf(sheet: CSSStyleSheet, href: string, wrap: Wrap): ListedSheet {
    if (!this.#foreign.has(href)) {
      this.#foreign.set(href, undefined)
      void this.#awaitForeign(sheet, href)
    }
    const text = this.#foreign.get(href)
    if (text === undefined) return { href }
    return { segment: toSegment(wrap(text), href) }
  }

  async #awaitForeign(sheet: CSSStyleSheet, href: string): Promise<void> {
    const { readForeign } = await loadSource()
    const css = await readForeign(this.#options.window, href)
    if (css === undefined) return
    this.#foreign.set(href, css)
    let top = sheet
    while (top.parentStyleSheet !== null) top = top.parentStyleSheet
    for (const root of this.#roots.get(top) ?? []) this.#onChange(root)
  }

  /**
   * Imported sheets come before all else in a sheet, so they can stand before it in the list; but for the order of layers,
   * which may be said before them.
   */
  #appendImports(listing: Listing, rules: CSSRuleList, base: string, outer: Wrap): boolean {
    let layers = ''
    for (let i = 0; i < rules.length; i++) {
      const rule = rules.item(i)
      if (rule === null || rule.type === 1) return true
      layers += layerStatement(rule)
      if (rule.type !== 3) continue
      const { styleSheet } = rule as CSSImportRule
      if (styleSheet === null) continue
      if (layers !== '') listing.listed.push({ segment: toSegment(outer(layers), base) })
      layers = ''
      const inner = this.#imports.of(rule as CSSImportRule)
      const href = styleSheet.href ?? 'about:blank'
      if (!this.#append(listing, styleSheet, href, (css) => outer(inner(css)))) return false
    }
    return true
  }

  #contentOf(
    sheet: CSSStyleSheet,
    rules: CSSRuleList,
    base: string,
    mayContinue: () => boolean,
    wrap: Wrap,
  ): readonly Segment[] | undefined {
    const cached = this.#cache.get(sheet)
    const wrapped = wrap('')
    if (cached?.rules === rules.length && cached.wrapped === wrapped) return cached.segments
    const source = this.#sources.get(sheet)
    const exact = source === 'pending' ? undefined : source
    if (exact?.read(mayContinue) === false) return undefined
    let reader = this.#partial.get(sheet)
    if (reader === undefined)
      this.#partial.set(
        sheet,
        (reader = new RuleReader(rules, base, this.#texts, wrap, exact?.texts, (rule, text) => {
          if (this.scrollers !== null && !addScrollers(rule, text, this.scrollers)) this.scrollers = null
        })),
      )
    if (!reader.read(mayContinue)) return undefined
    this.#partial.delete(sheet)
    this.#cache.set(sheet, { rules: rules.length, wrapped, segments: reader.segments })
    for (const { css } of reader.segments)
      for (const state of WATCHED_STATES) if (css.includes(`:${state}`)) this.states.add(state)
    if (!this.#sources.has(sheet) && reader.segments.some(({ css }) => isDamaged(css)))
      void this.#awaitSource(sheet)
    return reader.segments
  }

  async #awaitSource(sheet: CSSStyleSheet): Promise<void> {
    this.#sources.set(sheet, 'pending')
    const { findSource } = await loadSource()
    const found = await findSource(this.#options.window, sheet, isDamaged)
    if (found === undefined) return
    this.#sources.set(sheet, found)
    this.touch(sheet)
  }
}

/** Most pages do not need it. Where it is not to be had, nothing is. */
function loadSource(): Promise<Pick<typeof Source, 'findSource' | 'readForeign'>> {
  const nothing = () => Promise.resolve(undefined)
  return import('./sheet-source.ts').catch(() => ({ findSource: nothing, readForeign: nothing }))
}

/** The text of a `data:` address, whose sheet WebKit and Firefox do not let the page read. Undefined for other addresses. */
function readDataUrl(url: string): string | undefined {
  const [, parameters, body] = /^data:([^,]*),([^]*)$/i.exec(url) ?? []
  if (parameters === undefined || body === undefined) return undefined
  try {
    const text = decodeURIComponent(body)
    return /;\s*base64\s*$/i.test(parameters) ? atob(text) : text
  } catch {
    return undefined
  }
}

/** With the rules of imported sheets, which come later than the rule that imports them. -1: not to be read. */
function countRules(sheet: CSSStyleSheet): number {
  const rules = rulesOf(sheet)
  if (rules === null) return -1
  let count = rules.length
  for (let i = 0; i < rules.length; i++) {
    const rule = rules.item(i)
    if (rule === null || rule.type === 1) break
    const imported = rule.type === 3 ? (rule as CSSImportRule).styleSheet : null
    if (imported !== null) count += 1000 * (1 + countRules(imported))
  }
  return count
}

/** Null when the page itself may not read them (another origin). */
function rulesOf(sheet: CSSStyleSheet): CSSRuleList | null {
  try {
    return sheet.cssRules
  } catch {
    return null
  }
}
