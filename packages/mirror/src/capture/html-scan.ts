import { mixStructure, STRUCTURE_HASH_START } from '../format/index.ts'
import { COMMENT, ELEMENT, TEXT } from './dom.ts'
import { isForeignName, opened, refusesText, Trait, traitsOf } from './names.ts'
import { isCustomName, isMisplaced, MAX_DEPTH } from './plain-walk.ts'

export type Name = {
  readonly source: string
  /** nodeName. */
  readonly name: string
  readonly trait: number
  /** Elements of that name may be more than their HTML: they have to be looked at. */
  readonly isWanted: boolean
  /** They may have a shadow root. */
  readonly mayHost: boolean
  /** Elements in it are a matter for the walk over the tree. */
  readonly isTextOnly: boolean
  readonly refusesText: boolean
  readonly isForeign: boolean
}
type Names = Map<string, Name>
type Top = { readonly nodes: number; readonly elements: number; readonly wanted: Set<Name> }

const LESS = 60
const GREATER = 62
const SPACE = 32
const SLASH = 47
const NEWLINE = 10
/** Names come from pages; a page that invents them without end may not fill the memory. */
const MAX_NAMES = 2000
/** What has to be looked at node by node. */
const CLOSER_LOOK = Trait.opaque | Trait.rewritten | Trait.exact | Trait.shallow

const SPECIAL = Trait.field | Trait.picture | Trait.scrollable
/** Of blocks those that may have a shadow root, and a few more. */
const NO_HOST = Trait.unnestable | Trait.table | Trait.empty

/** Names that have been seen: of HTML, and in drawings. */
export class ScanNames {
  readonly #html: Names = new Map()
  readonly #drawing: Names = new Map()

  of(source: string, isForeign: boolean): Name {
    const names = isForeign ? this.#drawing : this.#html
    const known = names.get(source)
    if (known !== undefined) return known
    const name = isForeign || source === 'svg' ? source : source.toUpperCase()
    const trait = traitsOf(name)
    const mayHost =
      isCustomName(name) ||
      name === 'SPAN' ||
      (trait & (Trait.closesParagraph | NO_HOST)) === Trait.closesParagraph
    const made = {
      source,
      name,
      trait,
      isWanted: mayHost || (trait & SPECIAL) !== 0 || name === 'IMG',
      mayHost,
      isTextOnly: isForeign && (trait & Trait.integration) !== 0,
      refusesText: refusesText(name),
      isForeign: isForeignName(name),
    }
    if (names.size < MAX_NAMES) names.set(source, made)
    return made
  }
}

/**
 * Reads the browser's own serialisation of a piece for what `PlainWalk` finds in the tree: number and structure of its nodes,
 * and whether a parser would build the same. Several times faster, since no node of the page has to be handed to a script.
 * What text does not tell (empty and adjacent texts, namespaces) shows in the numbers, which the caller compares.
 */
export class HtmlScan {
  hash = STRUCTURE_HASH_START
  comments = 0
  nodes = 0
  /** Elements of HTML. */
  elements = 0
  /** Of each top node: how many nodes and elements of HTML there were before it, and what in it has to be looked at. */
  readonly tops: Top[] = []
  readonly #html: string
  readonly #names: ScanNames
  #at = 0
  #entityAt: number
  #top: Top | undefined
  readonly #open: number[] = []
  readonly #around: Name[] = []

  constructor(html: string, names: ScanNames) {
    this.#html = html
    this.#names = names
    this.#entityAt = html.indexOf('&')
  }

  /** False: it takes a closer look. `parent`: nodeName of what it stands in; `open`: see names.ts. */
  run(parent: string, open: number): boolean {
    const html = this.#html
    if (parent !== '' && isForeignName(parent)) return false
    const root = this.#names.of(parent.toLowerCase(), false)
    while (this.#at < html.length) {
      const inside = this.#around[this.#around.length - 1] ?? root
      if (this.#around.length === 0) this.#beginTop()
      if (html.charCodeAt(this.#at) !== LESS) {
        if (!this.#text(inside)) return false
        continue
      }
      const next = html.charCodeAt(this.#at + 1)
      const isFine =
        next === SLASH
          ? this.#end()
          : next === 33
            ? this.#comment()
            : this.#start(inside, this.#open[this.#open.length - 1] ?? open)
      if (!isFine) return false
    }
    return this.#around.length === 0
  }

  #beginTop(): void {
    this.#top = { nodes: this.nodes, elements: this.elements, wanted: new Set() }
    this.tops.push(this.#top)
  }

  #text(inside: Name): boolean {
    const html = this.#html
    const at = this.#at
    let end = html.indexOf('<', at)
    if (end < 0) end = html.length
    if (inside.refusesText && html.slice(at, end).trim() !== '') return false
    let length = end - at
    if (this.#entityAt >= 0 && this.#entityAt < at) this.#entityAt = html.indexOf('&', at)
    while (this.#entityAt >= 0 && this.#entityAt < end) {
      const last = html.indexOf(';', this.#entityAt)
      length -= last - this.#entityAt
      this.#entityAt = html.indexOf('&', last)
    }
    this.nodes++
    this.hash = mixStructure(this.hash, this.#around.length, TEXT, '', length)
    this.#at = end
    return true
  }

  #comment(): boolean {
    const html = this.#html
    const end = html.indexOf('-->', this.#at + 4)
    if (end < 0 || !html.startsWith('<!--', this.#at)) return false
    this.nodes++
    this.comments++
    this.hash = mixStructure(this.hash, this.#around.length, COMMENT, '', 0)
    this.#at = end + 3
    return true
  }

  #end(): boolean {
    const closed = this.#around.pop()
    this.#open.pop()
    if (closed === undefined) return false
    this.#at += closed.source.length + 3
    return this.#html.charCodeAt(this.#at - 1) === GREATER
  }

  #start(inside: Name, open: number): boolean {
    const html = this.#html
    const from = this.#at + 1
    let to = from
    let code = html.charCodeAt(to)
    while (code !== GREATER && code !== SPACE) {
      // At the end of the text.
      if (code !== code) return false
      code = html.charCodeAt(++to)
    }
    const found = this.#names.of(html.slice(from, to), inside.isForeign)
    const { trait, name, isForeign } = found
    const depth = this.#around.length
    if ((trait & CLOSER_LOOK) !== 0 || depth > MAX_DEPTH || inside.isTextOnly) return false
    if (name === 'MATH' || name.includes(':') || isMisplaced(name, trait, open, inside.name)) return false
    this.nodes++
    if (!isForeign) this.elements++
    this.hash = mixStructure(this.hash, depth, ELEMENT, name, 0)
    if (found.isWanted) this.#top?.wanted.add(found)
    this.#at = code === GREATER ? to + 1 : html.indexOf('>', to) + 1
    if (this.#at === 0) return false
    if ((trait & Trait.empty) !== 0) return true
    this.#around.push(found)
    this.#open.push(trait === 0 ? open : opened(open, name, trait))
    return (trait & Trait.dropsNewline) === 0 || html.charCodeAt(this.#at) !== NEWLINE
  }
}
