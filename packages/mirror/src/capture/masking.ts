import type { MaskingRules } from '@alongside/protocol'
import { admitAttribute, isKept, type View } from './attribute-policy.ts'
import { mayHoldCard, maskCards, maskTyping } from './card-numbers.ts'
import { maskCardsIn } from './card-texts.ts'
import { DOCUMENT, type Dom, ELEMENT, FRAGMENT } from './dom.ts'
import { BUILT_IN_HTML, compileSelectors, type MaskingSelectors } from './masking-selectors.ts'
import { SecretFields } from './secret-fields.ts'
import { maskText, maskValue } from './mask-text.ts'

/**
 * What holds for a node and what is in it. `veiled`: in a page that is private by default, where nothing allows it: as
 * `masked`, but the page stays alive: its style sheets, frames, scrolling, focus and changes of classes are told.
 */
export const Privacy = { open: 0, masked: 1, blocked: 2, veiled: 3 } as const
export type Privacy = (typeof Privacy)[keyof typeof Privacy]

/** Whether what is done in the node does not show either. */
export function isHidden(privacy: Privacy): boolean {
  return privacy === Privacy.masked || privacy === Privacy.blocked
}

/** Names come from pages; a page that invents them without end may not fill the memory. */
const MAX_NAMES = 500

/** What an element's own marks say; undefined: nothing, it inherits. */
type Decision = Privacy | undefined

/**
 * Decides what is private, and is the one place that every string of the page passes on its way out: text, values and
 * attributes (rules K1 to K9 in SPEC.md). Decisions are made from the live page each time, never remembered, so a mark
 * that is set now holds for whatever is sent next.
 */
export class Masking {
  readonly #dom: Dom
  readonly #warn: (message: string) => void
  /** Fields that have been password fields: a "show password" button must not lay them open. */
  readonly #passwords = new WeakSet<Node>()
  readonly #secrets: SecretFields
  /** What elements decided when they were last sent. */
  readonly #applied = new WeakMap<Element, Privacy>()
  /** The element that a document or shadow root hangs on. */
  readonly #hostOf: (root: Node) => Element | null
  readonly #isValid: (selector: string) => boolean
  readonly #address: () => string
  readonly #warned = new Set<string>()
  /** Whether selectors may look at an attribute, by name. */
  readonly #dependsOn = new Map<string, boolean>()
  #rules: MaskingRules
  #compiledFor = ''
  #selectors: MaskingSelectors

  /** `address`: of the page now; rules may hold on some pages only. */
  constructor(
    dom: Dom,
    rules: MaskingRules,
    address: () => string,
    hostOf: (root: Node) => Element | null,
    isValid: (selector: string) => boolean,
    warn: (message: string) => void,
  ) {
    this.#dom = dom
    this.#secrets = new SecretFields(dom)
    this.#warn = warn
    this.#hostOf = hostOf
    this.#isValid = isValid
    this.#address = address
    this.#rules = rules
    this.#selectors = this.#compile()
  }

  get rules(): MaskingRules {
    return this.#rules
  }

  get selectors(): MaskingSelectors {
    return this.#selectors
  }

  /** Whether other rules may hold now than those that are in use: the page has gone to another address. */
  get isOutdated(): boolean {
    return (this.#rules.pages ?? []).length > 0 && this.#compiledFor !== this.#address()
  }

  /** Absent: the same rules, for the page's address as it is now. */
  setRules(rules: MaskingRules = this.#rules): void {
    this.#rules = rules
    this.#selectors = this.#compile()
  }

  #compile(): MaskingSelectors {
    this.#dependsOn.clear()
    this.#compiledFor = this.#address()
    return compileSelectors(this.#rules, this.#compiledFor, this.#isValid, (selector) => {
      if (this.#warned.has(selector)) return
      this.#warned.add(selector)
      this.#warn(`The masking selector ${JSON.stringify(selector)} is not valid here and was skipped.`)
    })
  }

  /** What holds where nothing decides otherwise. */
  get #base(): Privacy {
    return this.#selectors.content === null ? Privacy.open : Privacy.veiled
  }

  /** The field is, or was, a password field. */
  rememberPassword(field: Node): void {
    this.#passwords.add(field)
  }

  /** What the element says by itself. The strictest of several marks wins. */
  decide(element: Element): Decision {
    const { any, block, mask, builtIn, allow, serverAllow } = this.#selectors
    const dom = this.#dom
    if (this.#passwords.has(element)) return dom.matches(element, block) ? Privacy.blocked : Privacy.masked
    if (!dom.matches(element, any)) return this.#secrets.has(element) ? Privacy.masked : undefined
    if (dom.matches(element, block)) return Privacy.blocked
    if (dom.matches(element, builtIn)) {
      if (dom.attribute(element, 'type')?.toLowerCase() === 'password') this.#passwords.add(element)
      return Privacy.masked
    }
    if (dom.matches(element, mask)) return Privacy.masked
    if (dom.matches(element, allow)) return Privacy.open
    if (this.#secrets.has(element)) return Privacy.masked
    return serverAllow !== null && dom.matches(element, serverAllow) ? Privacy.open : undefined
  }

  /** Content that a page which is private by default does not show, unless something allows it. */
  #isContent(element: Element): boolean {
    const { content } = this.#selectors
    return content !== null && this.#dom.matches(element, content)
  }

  /** What holds for an element whose parent has `inherited`. */
  below(inherited: Privacy, element: Element): Privacy {
    if (inherited === Privacy.blocked) return inherited
    const own = this.decide(element)
    if (own !== undefined) this.#applied.set(element, own)
    return own ?? this.#ofUndecided(inherited, element)
  }

  /** What holds for a node, through shadow roots and frames up to the top document. */
  of(node: Node): Privacy {
    let decision: Decision
    let isContent = false
    let element = this.#elementOf(node)
    while (element !== null) {
      const own = this.decide(element)
      if (own === Privacy.blocked) return own
      decision ??= own
      if (decision === undefined) isContent ||= this.#isContent(element)
      element = this.#nextAbove(element)
    }
    return decision ?? (isContent ? Privacy.masked : this.#base)
  }

  /** The same for an element whose parent has `inherited`; it is not about to be sent. */
  ofChild(inherited: Privacy, element: Element): Privacy {
    if (inherited === Privacy.blocked) return inherited
    return this.decide(element) ?? this.#ofUndecided(inherited, element)
  }

  #ofUndecided(inherited: Privacy, element: Element): Privacy {
    return inherited === Privacy.veiled && this.#isContent(element) ? Privacy.masked : inherited
  }

  /** Whether what the element is in is private, not only the element itself. */
  isBelowPrivate(element: Element): boolean {
    const parent = this.#dom.parentNode(element)
    return parent !== null && isHidden(this.of(parent))
  }

  /** The outermost of the elements around this one, itself included, that are private without a gap; null when it is open. */
  outermostPrivate(element: Element): Element | null {
    let outermost: Element | null = null
    for (let at: Element | null = element; at !== null && isHidden(this.of(at)); at = this.#parentOf(at))
      outermost = at
    return outermost
  }

  /** Out of shadow roots and frames, too. */
  #parentOf(element: Element): Element | null {
    const parent = this.#dom.parentNode(element)
    return parent === null ? null : this.#elementOf(parent)
  }

  #elementOf(node: Node): Element | null {
    const type = this.#dom.nodeType(node)
    if (type === ELEMENT) return node as Element
    if (type === DOCUMENT || type === FRAGMENT) return this.#hostOf(node)
    const parent = this.#dom.parentNode(node)
    return parent === null ? null : this.#elementOf(parent)
  }

  /** The next element above that may decide something: a native search within a tree, then its host. */
  #nextAbove(element: Element): Element | null {
    const dom = this.#dom
    const parent = dom.parentNode(element)
    if (parent === null) return null
    if (dom.nodeType(parent) !== ELEMENT) return this.#hostOf(parent)
    const found = dom.closest(parent as Element, this.#selectors.any)
    if (found !== null) return found
    return this.#hostOf(dom.root(parent))
  }

  /** Whether neither the element nor anything below it in its tree decides anything, but for fields. */
  isUnmarked(element: Element): boolean {
    const { any } = this.#selectors
    return !this.#dom.matches(element, any) && this.#dom.find(element, any) === null
  }

  /** Whether the attribute goes as it is on an element that is not masked. */
  keeps(tag: string, name: string): boolean {
    return isKept(tag, name)
  }

  /** Whether none of the server's rules concerns the element or anything below it in its tree: one native search. */
  isFreeOfRules(element: Element): boolean {
    const { server } = this.#selectors
    if (server === null) return true
    return !this.#dom.matches(element, server) && this.#dom.find(element, server) === null
  }

  /**
   * Whether a change of the attribute may change what an element decides: not when no selector has its name. Fields may
   * decide by any.
   */
  dependsOn(tag: string, name: string): boolean {
    if (tag === 'INPUT' || tag === 'SELECT') return true
    let depends = this.#dependsOn.get(name)
    if (depends === undefined) {
      const looked = `class,id,${this.#selectors.any}`.toLowerCase()
      // A backslash may stand for any letter.
      depends = looked.includes('\\') || looked.includes(name.toLowerCase())
      if (this.#dependsOn.size < MAX_NAMES) this.#dependsOn.set(name, depends)
    }
    return depends
  }

  /** The element's attributes changed: whether it decides otherwise now than when it was sent. */
  hasChanged(element: Element): boolean {
    const now = this.decide(element)
    if (now === this.#applied.get(element)) return false
    if (now === undefined) this.#applied.delete(element)
    else this.#applied.set(element, now)
    return true
  }

  /** Fields whose masking may depend on this text. */
  labelledBy(node: Node): readonly Element[] {
    return this.#secrets.labelledBy(node)
  }

  /** Fields whose masking may depend on labels in what has come or gone. */
  labelledIn(top: Node): readonly Element[] {
    return this.#secrets.labelledIn(top)
  }

  wasPassword(element: Element): boolean {
    return this.#passwords.has(element)
  }

  /** `node`: the text itself. Numbers of cards are hidden in open text, too, unless its element carries an allow. */
  text(data: string, privacy: Privacy, node: Node): string {
    if (privacy !== Privacy.open) return maskText(data)
    const cards = maskCardsIn(this.#dom, node, data)
    return cards === data || this.#isAllowed(this.#dom.parentNode(node)) ? data : cards
  }

  /** What is typed may become the number of a card (`isTyped`: the field has the focus). */
  value(field: Element, value: string, privacy: Privacy, isTyped: boolean): string {
    if (privacy !== Privacy.open) return maskValue(value)
    const cards = isTyped ? maskTyping(value) : maskCards(value)
    return cards === value || this.#isAllowed(field) ? value : cards
  }

  /** HTML of open elements without marks may go as the browser writes it. */
  isPlain(html: string): boolean {
    return !this.#selectors.marked.test(html) && !mayHoldCard(html)
  }

  /** Whether there may be fields in it that are always masked, by what the HTML itself says. */
  hasBuiltIn(html: string): boolean {
    return BUILT_IN_HTML.test(html)
  }

  /** Whether the field, which has no mark, is masked nevertheless. */
  isSecretField(field: Element): boolean {
    return this.#passwords.has(field) || this.#secrets.has(field)
  }

  /** The element itself, not what is around it: an allow for a whole page does not show the numbers of cards in it. */
  #isAllowed(node: Node | null): boolean {
    return (
      node !== null &&
      this.#dom.nodeType(node) === ELEMENT &&
      this.#dom.matches(node as Element, this.#selectors.allow)
    )
  }

  /** The value that may be sent for an attribute, or null when it may not be sent at all. */
  attribute(element: Element, name: string, value: string, privacy: Privacy): string | null {
    return admitAttribute(this.#dom, element, name, value, this.#viewOf(element, name, privacy))
  }

  /** How much of an element's attributes shows. */
  #viewOf(element: Element, name: string, privacy: Privacy): View {
    if (privacy === Privacy.open) return 'all'
    if (privacy === Privacy.veiled) return 'veiled'
    // Asked of few elements, and of two attributes.
    if (name !== 'class' && name !== 'style') return 'masked'
    return this.isBelowPrivate(element) ? 'inner' : 'masked'
  }
}
