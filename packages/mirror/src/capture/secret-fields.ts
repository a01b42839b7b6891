import type { Dom } from './dom.ts'
import { ELEMENT, TEXT } from './dom.ts'
import { NOTHING, type Naming, readNaming } from './secret-words.ts'

/** Passwords are often typed into `text` fields, and half of all card fields do not say so in `autocomplete`. */
const TEXT_LIKE: ReadonlySet<string> = new Set('text search tel url email number'.split(' '))
const NAMING = ['name', 'id', 'placeholder', 'aria-label', 'autocomplete', 'title', 'aria-placeholder']
/** Characters of a label that are looked at. */
const MAX_LABEL = 200
/** Text before a field without any label is one if it is no longer. */
const MAX_TEXT_BEFORE = 40
/** 13 to 19 digits, and a sample of a card's number. */
const CARD_PATTERN = /(?:\\d|0-9[^\]]*\])\)?\{1[3-6](?:,1[3-9])?\}/
const CARD_SAMPLE = /^\s*(?:[\dx•*#]{4}[ -]?){3}[\dx•*#]{4}\s*$/i
const CVC_PATTERN = /(?:\\d|0-9\])\{3(?:,4)?\}/
/** Boxes for single characters of a code, or for groups of a card's digits. */
const BOXES = 4

/**
 * Finds fields that hold secrets by what they are called (name, id, placeholder, labels), by their shape (patterns, boxes for
 * one character each) and by what stands beside them (rule K13). Read again each time; once secret, a field stays so.
 */
export class SecretFields {
  readonly #dom: Dom
  readonly #found = new WeakSet<Element>()
  /** Ids by which fields name their labels (`aria-labelledby`). */
  readonly #labelIds = new Set<string>()
  /** The labels of a tree by the ids that they name, until a label changes. */
  #labelled = new WeakMap<Node, ReadonlyMap<string, readonly Element[]>>()
  /** Whether forms ask for a card, for one turn. */
  readonly #cardForms = new Map<Node, boolean>()

  constructor(dom: Dom) {
    this.#dom = dom
  }

  /** Only asked of elements without a mark. */
  has(element: Element): boolean {
    const dom = this.#dom
    const name = dom.nodeName(element)
    if (name !== 'INPUT' && name !== 'SELECT') return false
    if (this.#found.has(element)) return true
    const isText = name === 'INPUT'
    if (isText && !TEXT_LIKE.has(dom.inputType(element))) return false
    const naming = this.#namingOf(element)
    // A choice among cards is none of their secrets.
    const isSecret = isText
      ? naming.isSecret || this.#hasSecretShape(element) || (naming.isExpiry && this.#belongsToCard(element))
      : naming.isExpiry && this.#belongsToCard(element)
    if (isSecret) this.#found.add(element)
    return isSecret
  }

  /** Fields whose label this node is in, or is: its text has changed. */
  labelledBy(node: Node): readonly Element[] {
    const dom = this.#dom
    const at = dom.nodeType(node) === ELEMENT ? node : dom.parentNode(node)
    if (at === null || dom.nodeType(at) !== ELEMENT) return []
    const label = dom.closest(at as Element, 'label')
    const named = this.#labelIds.size === 0 ? null : dom.closest(at as Element, '[id]')
    const fields: Element[] = []
    if (label !== null) {
      this.#forgetLabels()
      fields.push(...Array.from(dom.all(label, FIELDS)))
      const field = this.#fieldOf(label)
      if (field !== null) fields.push(field)
    }
    const id = named === null ? null : dom.attribute(named, 'id')
    if (named !== null && id !== null && this.#labelIds.has(id)) {
      const root = dom.root(named) as ParentNode
      fields.push(...Array.from(root.querySelectorAll(`[aria-labelledby~="${CSS.escape(id)}"]`)))
    }
    return fields
  }

  /** This has come or gone: fields that are named by labels in it. */
  labelledIn(top: Node): readonly Element[] {
    const dom = this.#dom
    if (dom.nodeType(top) !== ELEMENT) return []
    const labels = dom.nodeName(top) === 'LABEL' ? [top as Element] : dom.all(top as Element, 'label[for]')
    const fields: Element[] = []
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i]
      const field = label === undefined ? null : this.#fieldOf(label)
      if (field !== null) fields.push(field)
    }
    if (labels.length > 0) this.#forgetLabels()
    return fields
  }

  /** The field that a label names by id. */
  #fieldOf(label: Element): Element | null {
    const id = this.#dom.attribute(label, 'for')
    if (id === null || !this.#dom.isConnected(label)) return null
    return (this.#dom.root(label) as Document | ShadowRoot).getElementById(id)
  }

  #namingOf(field: Element): Naming {
    const dom = this.#dom
    let found = NOTHING
    for (const name of NAMING) found = either(found, readNaming(dom.attribute(field, name)))
    return found.isSecret || !dom.isConnected(field) ? found : either(found, this.#labelOf(field))
  }

  #labelOf(field: Element): Naming {
    const dom = this.#dom
    const around = dom.closest(field, 'label')
    let found = around === null ? undefined : this.#read(around)
    const id = dom.attribute(field, 'id')
    const root = dom.root(field) as Document | ShadowRoot
    if (id !== null && id !== '')
      for (const label of this.#labelsOf(root).get(id) ?? []) found = either(found, this.#read(label))
    for (const named of dom.attribute(field, 'aria-labelledby')?.split(/\s+/) ?? []) {
      if (named === '') continue
      this.#labelIds.add(named)
      const label = root.getElementById(named)
      if (label !== null) found = either(found, this.#read(label))
    }
    if (found !== undefined) return found
    return NAMING.some((name) => name.startsWith('aria') && dom.attribute(field, name) !== null)
      ? NOTHING
      : readNaming(this.#textBefore(field))
  }

  #read(label: Element): Naming {
    return readNaming(this.#dom.textContent(label).slice(0, MAX_LABEL))
  }

  /** What stands directly before a field, or before the cell that it is in, when nothing else names it. */
  #textBefore(field: Element): string | null {
    const dom = this.#dom
    let at: Node | null = field
    for (let level = 0; level < 3 && at !== null; level++) {
      for (let before = dom.previousSibling(at); before !== null; before = dom.previousSibling(before)) {
        const isElement = dom.nodeType(before) === ELEMENT
        if (isElement && this.#isOrHoldsField(before as Element)) return null
        const text = isElement
          ? dom.textContent(before)
          : dom.nodeType(before) === TEXT
            ? dom.data(before)
            : ''
        if (text.trim() !== '') return text.trim().length > MAX_TEXT_BEFORE ? null : text
      }
      at = dom.parentNode(at)
    }
    return null
  }

  #isOrHoldsField(element: Element): boolean {
    const dom = this.#dom
    // A label that names its field by id is that field's.
    return dom.matches(element, `${FIELDS},label[for]`) || dom.find(element, `${FIELDS},label[for]`) !== null
  }

  #hasSecretShape(field: Element): boolean {
    const dom = this.#dom
    const pattern = dom.attribute(field, 'pattern')
    if (pattern !== null && CARD_PATTERN.test(pattern)) return true
    if (CARD_SAMPLE.test(dom.attribute(field, 'placeholder') ?? '')) return true
    const length = dom.attribute(field, 'maxlength')
    if (length === '1' || (length === '4' && this.#isNumeric(field))) return this.#isOneOfBoxes(field, length)
    if (length !== null && this.#isNumeric(field) && isCode(field, dom)) return true
    const isCvcShaped = (pattern !== null && CVC_PATTERN.test(pattern)) || length === '3'
    return isCvcShaped && this.#belongsToCard(field)
  }

  #isNumeric(field: Element): boolean {
    const dom = this.#dom
    const type = dom.inputType(field)
    return type === 'tel' || type === 'number' || dom.attribute(field, 'inputmode') === 'numeric'
  }

  #isOneOfBoxes(field: Element, length: string): boolean {
    const dom = this.#dom
    let at = dom.parentNode(field)
    for (let level = 0; level < 2 && at !== null && dom.nodeType(at) === ELEMENT; level++) {
      if (dom.all(at as Element, `input[maxlength="${length}"]`).length >= BOXES) return true
      at = dom.parentNode(at)
    }
    return false
  }

  /** Whether the form (or, without one, the page) also asks for the number of a card. */
  #belongsToCard(field: Element): boolean {
    const dom = this.#dom
    const form = dom.closest(field, 'form,fieldset') ?? dom.root(field)
    const known = this.#cardForms.get(form)
    if (known !== undefined) return known
    if (this.#cardForms.size === 0) void Promise.resolve().then(() => this.#cardForms.clear())
    this.#cardForms.set(form, false)
    const isForm = dom.nodeType(form) === ELEMENT
    const fields = isForm ? dom.all(form as Element, 'input') : (form as ParentNode).querySelectorAll('input')
    let asks = false
    for (let i = 0; i < fields.length && !asks; i++) {
      const other = fields.item(i)
      if (other === null || other === field || !TEXT_LIKE.has(dom.inputType(other))) continue
      asks =
        dom.attribute(other, 'autocomplete')?.toLowerCase().includes('cc-number') === true ||
        this.#namingOf(other).isCard ||
        CARD_SAMPLE.test(dom.attribute(other, 'placeholder') ?? '')
    }
    this.#cardForms.set(form, asks)
    return asks
  }

  /** Nothing but their ids is read of them: a page may have thousands. */
  #labelsOf(root: Document | ShadowRoot): ReadonlyMap<string, readonly Element[]> {
    const known = this.#labelled.get(root)
    if (known !== undefined) return known
    const byId = new Map<string, Element[]>()
    const labels = root.querySelectorAll('label')
    for (let i = 0; i < labels.length; i++) {
      const label = labels.item(i)
      const id = this.#dom.attribute(label, 'for')
      const same = id === null ? undefined : byId.get(id)
      if (same !== undefined) same.push(label)
      else if (id !== null) byId.set(id, [label])
    }
    this.#labelled.set(root, byId)
    return byId
  }

  #forgetLabels(): void {
    this.#labelled = new WeakMap()
    this.#cardForms.clear()
  }
}

const FIELDS = 'input,select,textarea,button'

/** `<input name="code" inputmode="numeric" maxlength="6">`: promotions have letters, codes that are sent have none. */
function isCode(field: Element, dom: Dom): boolean {
  const length = Number(dom.attribute(field, 'maxlength'))
  return (
    length >= 4 &&
    length <= 8 &&
    /^(?:code|pin|token)$/i.test(dom.attribute(field, 'name') ?? dom.attribute(field, 'id') ?? '')
  )
}

function either(a: Naming | undefined, b: Naming | undefined): Naming {
  if (a === undefined || a === NOTHING) return b ?? NOTHING
  if (b === undefined) return a
  return {
    isSecret: a.isSecret || b.isSecret,
    isCard: a.isCard || b.isCard,
    isExpiry: a.isExpiry || b.isExpiry,
  }
}
