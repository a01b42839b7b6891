import { applyEdit, diffEdit, mapCaret, type TextEdit } from './text-edit.ts'

/**
 * Typing into a mirrored field. What the agent types shows at once and goes to the page as edits; the page answers each
 * and tells the field's value when it has changed. The field settles on the page's value once all edits are answered:
 *
 * - values that only show where the typing has been are late, not new, and do not flicker through;
 * - an edit that the page calls stale (it wrote the value anew meanwhile) is typed again where the caret is now;
 * - a page that rewrites what is typed (formats, limits) gets edits one at a time from then on, so that positions are
 *   never guessed; what is typed in between waits and is shown.
 *
 * Pure: time and sending are the caller's. After each call look at `shown`, `caret` and `takeEdits`.
 */
export class TypingEcho {
  /** The page's newest value, as far as known. */
  #page: string
  #shown: string
  #caret: { start: number; end: number }
  #inFlight: TextEdit[] = []
  #outbox: TextEdit[] = []
  /** Texts that own edits led through since the field was settled. */
  #trail = new Set<string>()
  /** What the page should hold when all edits sent so far are done. */
  #expected: string
  #isOneByOne = false
  #stale = ''
  #retries = 0
  #pageCaret: { start: number; end: number } | null = null

  constructor(value: string, caret: { start: number; end: number }) {
    this.#page = value
    this.#shown = value
    this.#expected = value
    this.#caret = caret
  }

  get shown(): string {
    return this.#shown
  }

  get caret(): { start: number; end: number } {
    return this.#caret
  }

  /** Everything typed is answered and shown as the page has it. */
  get isSettled(): boolean {
    return this.isAligned && this.#outbox.length === 0
  }

  /** All that was sent is answered, but the page's value has not come. When nothing comes for a while, call `settle`. */
  get awaitsPage(): boolean {
    return this.#inFlight.length === 0 && this.#trail.size > 0
  }

  /** Positions in the text are positions in the page's newest value, but for what waits unsent. */
  get isAligned(): boolean {
    return this.#inFlight.length === 0 && this.#trail.size === 0
  }

  /** Something typed waits until the page has settled. */
  get hasUnsent(): boolean {
    return this.#outbox.length > 0
  }

  /** The agent changed the text to `value`. */
  typed(value: string, caret: { start: number; end: number }): void {
    const edit = diffEdit(this.#shown, value, caret.end)
    this.#caret = caret
    this.#pageCaret = null
    if (edit === null) return
    this.#shown = value
    this.#outbox.push(edit)
  }

  moved(caret: { start: number; end: number }): void {
    this.#caret = caret
  }

  /** Edits to be sent now, in order. Each is to be answered by `answered`. */
  takeEdits(): TextEdit[] {
    if (this.#isOneByOne && (this.#inFlight.length > 0 || this.#trail.size > 0)) return []
    const edits = this.#isOneByOne ? this.#merged() : this.#outbox
    this.#outbox = []
    // The value that the edits begin from may still arrive, or stand, when the first of them is answered.
    if (edits.length > 0) this.#trail.add(this.#page)
    for (const edit of edits) {
      this.#expected = applyEdit(this.#expected, edit)
      this.#trail.add(this.#expected)
    }
    this.#inFlight.push(...edits)
    return edits
  }

  /** In one step from what the page has to what is shown. */
  #merged(): TextEdit[] {
    if (this.#outbox.length === 0) return []
    const edit = diffEdit(this.#expected, this.#shown, this.#caret.end)
    return edit === null ? [] : [edit]
  }

  /** The oldest edit in flight was answered. */
  answered(status: 'done' | 'refused' | 'stale'): void {
    const edit = this.#inFlight.shift()
    if (edit === undefined) return
    if (status !== 'done') {
      this.#isOneByOne = true
      if (status === 'stale') this.#stale += edit.text
    }
    if (this.#inFlight.length > 0) return
    if (status === 'refused') {
      this.#outbox = []
      this.settle()
    } else if (this.#stale !== '') this.#retry()
    else this.#reconcile()
  }

  /** The page's value of the field, from a `state` op. */
  pageHas(value: string): void {
    this.#page = value
    if (this.#inFlight.length > 0) {
      // It went another way than the typing: what is typed from here on waits until it is clear where it belongs.
      this.#isOneByOne ||= !this.#trail.has(value)
      return
    }
    if (this.#stale !== '') this.#retry()
    else this.#reconcile()
  }

  /** Where the page has its caret in the field, from a `selection` op. Counts when it has rewritten the value. */
  pageSelects(caret: { start: number; end: number }): void {
    this.#pageCaret = caret
  }

  /** Gives up what is not confirmed: the field shows what the page has. */
  settle(): void {
    this.#stale = ''
    this.#take(this.#page)
  }

  #reconcile(): void {
    if (this.#page === this.#expected) {
      this.#trail.clear()
      return
    }
    // Where the typing has been on its way: late, something newer follows.
    if (this.#trail.has(this.#page)) return
    this.#isOneByOne ||= this.#trail.size > 0
    this.#take(this.#page)
  }

  /** Shows the page's value, with what was typed since put where it belongs. */
  #take(value: string): void {
    const before = this.#shown
    const waiting = this.#outbox.length > 0 ? diffEdit(this.#expected, this.#shown, this.#caret.end) : null
    this.#trail.clear()
    const end = this.#pageCaret?.end ?? clampTo(mapCaret(before, this.#caret.end, value), value)
    const start = this.#pageCaret?.start ?? end
    this.#expected = value
    this.#shown = value
    this.#caret = { start: clampTo(start, value), end: clampTo(end, value) }
    this.#outbox = []
    if (waiting !== null) this.#insert(waiting.text, waiting.end - waiting.start)
  }

  /** Types at the caret, after deleting that many characters before it. */
  #insert(text: string, deleted: number): void {
    const edit = { start: Math.max(0, this.#caret.start - deleted), end: this.#caret.end, text }
    this.#shown = applyEdit(this.#shown, edit)
    this.#caret = { start: edit.start + text.length, end: edit.start + text.length }
    this.#outbox.push(edit)
  }

  /** What stale edits would have inserted is typed again on the page's newest value. */
  #retry(): void {
    const text = this.#stale
    this.#stale = ''
    const later = this.#outbox.map((edit) => edit.text).join('')
    this.#outbox = []
    this.#take(this.#page)
    if (this.#retries++ < MAX_RETRIES && text + later !== '') this.#insert(text + later, 0)
  }
}

/** A page that rewrites its field all the time would be typed at for ever. */
const MAX_RETRIES = 20

function clampTo(offset: number, value: string): number {
  return Math.min(value.length, Math.max(0, offset))
}
