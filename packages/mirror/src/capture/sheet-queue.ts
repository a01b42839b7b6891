import type { Outbox } from './outbox.ts'
import type { Segment } from './sheet-rules.ts'

/** `a, b {` of rules and at-rules, as browsers write them, with what stands before in the same block. */
const PRELUDE = /([^{}]*)\{/g
const BEFORE = /^[^]*;/
/** They may hold lists of their own, and say nothing of what a rule needs. */
const INNER = /(?<!\\)(?:\([^()]*\)|\[[^\][]*\])/g
const COMMA = /(?<!\\),/
const NAME = /[.#](-?(?:[_a-z\u0080-\uffff-]|\\[^])(?:[-\w\u0080-\uffff]|\\[^])*)/gi
/** Names that are written in numbers are not looked for. */
const HEX_ESCAPE = /\\[0-9a-f]/i
/** Layers have their order from where they are first named. */
const LAYERS = /@layer\b/i
/** Classes and ids in a piece, be it HTML in JSON or nodes. */
const NAMES_IN_JSON = /\b(?:class|id)\\?"?[=:]\\?"([^"\\]*)/g

/**
 * Bodies of style sheets that viewers have been told apply and do not have yet, in the order in which they are needed: those
 * with rules for all sorts of elements first, of the others those that name a class or an id of what is in view. What is not
 * needed by then (`stepRest`) follows the view, so that on a slow line nothing waits for rules of other pages.
 */
export class SheetQueue {
  readonly #outbox: Outbox
  readonly #sent = new Set<string>()
  /** What the viewers have from earlier pages. */
  #kept: ReadonlySet<string>
  readonly #waiting = new Map<string, Segment>()
  readonly #unread = new Map<string, Segment>()
  /** Segments by a name without which a rule of theirs matches nothing. */
  readonly #byName = new Map<string, Set<Segment>>()
  readonly #seen = new Set<string>()

  constructor(outbox: Outbox, kept: ReadonlySet<string> = new Set()) {
    this.#outbox = outbox
    this.#kept = kept
  }

  /** Whether the viewers are to have it without its being sent. */
  isKept(key: string): boolean {
    return this.#kept.has(key) && !this.#sent.has(key)
  }

  /** A viewer does not have what it should. */
  forgetKept(): void {
    this.#kept = new Set()
  }

  /** `isUrgent`: the viewers see the page already. */
  add(segment: Segment, isUrgent: boolean): void {
    if (this.#sent.has(segment.key) || this.#kept.has(segment.key)) return
    this.#waiting.set(segment.key, segment)
    if (isUrgent) this.#send(segment)
    else this.#unread.set(segment.key, segment)
  }

  /** Looks through one segment. False: there is none. */
  stepRead(): boolean {
    for (const [key, segment] of this.#unread) {
      this.#unread.delete(key)
      if (this.#waiting.has(key)) this.#read(segment)
      return true
    }
    return false
  }

  /** Sends one that is not needed yet. False: there is none. */
  stepRest(): boolean {
    this.#byName.clear()
    for (const segment of this.#waiting.values()) {
      this.#send(segment)
      return true
    }
    return false
  }

  /** Sends what this op needs. */
  sendFor(json: string): void {
    if (this.#waiting.size === 0) return
    for (const [, names = ''] of json.matchAll(NAMES_IN_JSON))
      for (const name of names.split(' ')) {
        this.#seen.add(name)
        const segments = this.#byName.get(name)
        if (segments === undefined) continue
        this.#byName.delete(name)
        for (const segment of segments) this.#send(segment)
      }
  }

  #read(segment: Segment): void {
    const names = namesIn(segment.css)
    if (names === null) return this.#send(segment)
    for (const name of names) {
      if (this.#seen.has(name)) return this.#send(segment)
      const segments = this.#byName.get(name)
      if (segments === undefined) this.#byName.set(name, new Set([segment]))
      else segments.add(segment)
    }
  }

  #send(segment: Segment): void {
    if (!this.#waiting.delete(segment.key)) return
    this.#unread.delete(segment.key)
    this.#sent.add(segment.key)
    this.#outbox.push({ op: 'sheet', ...segment })
    this.#outbox.sheets.push(segment.key)
  }
}

/** For each rule a name without which it matches nothing; null: some rule has none. In doubt null: this is only about order. */
export function namesIn(css: string): ReadonlySet<string> | null {
  if (LAYERS.test(css)) return null
  const names = new Set<string>()
  for (const [, text = ''] of css.matchAll(PRELUDE)) {
    const prelude = text.replace(BEFORE, '').trim()
    if (/^@(?:media|supports|container)\b/.test(prelude)) continue
    for (const selector of withoutInner(prelude).split(COMMA)) {
      const name = selector.match(NAME)?.at(-1)
      if (name === undefined || HEX_ESCAPE.test(selector)) return null
      names.add(name.slice(1).replaceAll('\\', ''))
    }
  }
  return names
}

function withoutInner(selector: string): string {
  const without = selector.replace(INNER, '')
  return without === selector ? selector : withoutInner(without)
}
