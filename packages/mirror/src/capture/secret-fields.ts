import type { Dom } from './dom.ts'

/** Passwords are often typed into `text` fields, and half of all card fields do not say so in `autocomplete`. */
const TEXT_LIKE: ReadonlySet<string> = new Set('text search tel url email number'.split(' '))
const NAMING = ['name', 'id', 'placeholder', 'aria-label', 'autocomplete', 'title']
const SECRET =
  /\b(?:password|passwort|passwd|pwd|passcode|passphrase|pin ?code|cvc|cvv|csc|(?:security|sicherheits) ?code|one ?time ?(?:code|pin)|otp|card ?(?:number|num|no))\b/
/** Characters of a label that are looked at. */
const MAX_LABEL = 200

/**
 * Finds fields that hold secrets by what they are called: whole words of their name, id, placeholder and labels. Names are
 * read again each time; labels once, when a field is first seen.
 */
export class SecretFields {
  readonly #dom: Dom
  /** Once secret, a field stays so. */
  readonly #found = new WeakSet<Element>()
  readonly #seen = new WeakSet<Element>()
  /** Ids that labels of this tree name, read once for all fields of one turn. */
  #labelled = new Map<Node, ReadonlySet<string>>()

  constructor(dom: Dom) {
    this.#dom = dom
  }

  /** Only asked of elements without a mark. */
  has(element: Element): boolean {
    const dom = this.#dom
    if (dom.nodeName(element) !== 'INPUT') return false
    if (this.#found.has(element)) return true
    if (!TEXT_LIKE.has(dom.inputType(element))) return false
    const isSecret =
      NAMING.some((name) => isSecretName(dom.attribute(element, name))) || this.#isFirstSeenWithLabel(element)
    if (isSecret) this.#found.add(element)
    return isSecret
  }

  #isFirstSeenWithLabel(field: Element): boolean {
    if (this.#seen.has(field) || !this.#dom.isConnected(field)) return false
    this.#seen.add(field)
    const dom = this.#dom
    const around = dom.closest(field, 'label')
    if (around !== null && this.#isSecretText(around)) return true
    const id = dom.attribute(field, 'id')
    const root = dom.root(field) as Document | ShadowRoot
    if (id !== null && id !== '' && this.#labelledIn(root).has(id)) return true
    for (const named of dom.attribute(field, 'aria-labelledby')?.split(/\s+/) ?? []) {
      const label = named === '' ? null : root.getElementById(named)
      if (label !== null && this.#isSecretText(label)) return true
    }
    return false
  }

  #isSecretText(label: Element): boolean {
    return isSecretName(this.#dom.textContent(label).slice(0, MAX_LABEL))
  }

  #labelledIn(root: Document | ShadowRoot): ReadonlySet<string> {
    const known = this.#labelled.get(root)
    if (known !== undefined) return known
    const ids = new Set<string>()
    const dom = this.#dom
    const labels = root.querySelectorAll('label[for]')
    for (let i = 0; i < labels.length; i++) {
      const label = labels.item(i)
      const id = label === null ? null : dom.attribute(label, 'for')
      if (label !== null && id !== null && this.#isSecretText(label)) ids.add(id)
    }
    if (this.#labelled.size === 0) void Promise.resolve().then(() => (this.#labelled = new Map()))
    this.#labelled.set(root, ids)
    return ids
  }
}

/** Words are whole where letters end or capitals begin: `cardNumber`, `user_pwd`, `CVC2`; `passwordless` is none. */
function isSecretName(name: string | null): boolean {
  if (name === null || name === '') return false
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/[^\p{L}]+/gu, ' ')
  return SECRET.test(words.toLowerCase())
}
