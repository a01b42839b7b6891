import { pagePoint, type ViewerContext } from '../context.ts'
import { isElement } from '../locate.ts'
import type { NodeId, OpOf } from '../mirror.ts'
import { part, placeOver } from '../stage.ts'
import { createThrottle } from '../throttle.ts'
import { textPointAt } from '../text-point.ts'
import type { MirrorPage } from '../types.ts'
import { TypingEcho } from '../typing-echo.ts'
import { fieldKind, isMasked } from './fields.ts'
import { modifiersOf } from './keys.ts'
import { createTypingField, type TypingField } from './typing-field.ts'

/** Typing into one mirrored field at a time. A hidden text area takes keys, input methods and pasted text. */
export type Typing = {
  isIn(element: Element): boolean
  /** Begins in a field: at the event's place, or at the page's selection. */
  begin(element: HTMLElement, at: MouseEvent | null): void
  end(): void
  /** A pointer went down: in the field, it begins to select. */
  press(element: Element, event: PointerEvent): void
  /** True: the pointer is selecting text in the field. */
  drag(event: PointerEvent): boolean
  /** What was sent may move the page's focus; typing goes along. */
  expectFocus(): void
  handleFocus(page: MirrorPage): void
  handleSelection(page: MirrorPage): void
  holdsState(op: OpOf<'state'>): boolean
  handleContent(node: Node): void
  close(): void
}

/** How long after a key or a click a change of focus counts as caused by it. */
const FOCUS_WITHIN_MS = 3000
const CARET_EVERY_MS = 100
/** At least this long for the page's value after the last answer. */
const SETTLE_MIN_MS = 400

type Active = {
  readonly field: TypingField
  readonly id: NodeId
  readonly echo: TypingEcho
  /** The page state that the echo's positions count in: edits name it, so that the page can tell what they mean. */
  version: number
}

export function createTyping(context: ViewerContext): Typing {
  return new FieldTyping(context)
}

class FieldTyping implements Typing {
  readonly #context: ViewerContext
  readonly #keys = part('textarea', 'keys')
  readonly #caretThrottle = createThrottle(CARET_EVERY_MS)
  #active: Active | null = null
  #focusExpectedAt = -Infinity
  #takesPageCaret = false
  #selectingFrom: number | null = null
  #settleTimer: ReturnType<typeof setTimeout> | undefined
  #keysWaiting: (() => void)[] = []

  constructor(context: ViewerContext) {
    this.#context = context
    const keys = this.#keys
    keys.setAttribute('aria-label', 'Typing into a field of the visitor’s page. Escape leaves it.')
    Object.assign(keys, { autocomplete: 'off', spellcheck: false, autocapitalize: 'off', tabIndex: -1 })
    context.stage.surface.after(keys)
    keys.addEventListener('keydown', (event) => this.#handleKey(event))
    keys.addEventListener('input', (event) => this.#handleInput(event))
    keys.addEventListener('compositionend', () => {
      this.#pump('insertCompositionText')
      this.#update()
    })
    keys.addEventListener('keyup', () => this.#handleCaret())
    keys.addEventListener('selectionchange', () => this.#handleCaret())
    keys.addEventListener('blur', () => {
      // Not when the agent only looks at another window.
      if (document.hasFocus()) this.end()
    })
  }

  isIn(element: Element): boolean {
    return this.#active?.field.element === element
  }

  begin(element: HTMLElement, at: MouseEvent | null): void {
    const page = this.#context.page()
    const id = page?.rebuild.id(element)
    if (page == null || id === undefined) return
    if (!this.isIn(element)) {
      this.end()
      const field = createTypingField(element)
      const { length } = field.read()
      const echo = new TypingEcho(field.read(), { start: length, end: length })
      this.#active = { field, id, echo, version: page.rebuild.position?.version ?? 0 }
      if (field.maxLength < 0) this.#keys.removeAttribute('maxlength')
      else this.#keys.maxLength = field.maxLength
    }
    if (at === null) this.#takePageCaret(page)
    else this.#placeCaret(at)
    this.#render()
    this.#keys.focus({ preventScroll: true })
  }

  end(): void {
    if (this.#active === null) return
    this.#active = null
    clearTimeout(this.#settleTimer)
    this.#caretThrottle.cancel()
    this.#keysWaiting = []
    this.#context.marks.setCaret(null, [])
    const root = this.#keys.getRootNode()
    if (root instanceof ShadowRoot && root.activeElement === this.#keys)
      this.#context.stage.surface.focus({ preventScroll: true })
    this.#keys.value = ''
  }

  press(element: Element, event: PointerEvent): void {
    if (this.#active?.field.element.contains(element) !== true) return
    this.#selectingFrom = this.#offsetAt(this.#active, event)
    event.preventDefault()
  }

  drag(event: PointerEvent): boolean {
    const from = this.#selectingFrom
    if (this.#active === null || from === null || event.buttons !== 1) return false
    const to = this.#offsetAt(this.#active, event)
    if (to !== null && to !== this.#active.echo.caret.end)
      this.#move({ start: Math.min(from, to), end: Math.max(from, to) })
    return true
  }

  expectFocus(): void {
    this.#focusExpectedAt = performance.now()
  }

  handleFocus(page: MirrorPage): void {
    if (page.focus === (this.#active?.id ?? null)) return
    if (performance.now() - this.#focusExpectedAt > FOCUS_WITHIN_MS) return
    const node = page.focus === null ? undefined : page.rebuild.node(page.focus)
    const kind = isElement(node) && !isMasked(node) ? fieldKind(node) : null
    if (isElement(node) && (kind === 'text' || kind === 'rich')) this.begin(node, null)
    else if (page.focus !== null) this.end()
  }

  handleSelection(page: MirrorPage): void {
    const { selection } = page
    const at = this.#active
    if (at === null) return
    if (selection?.kind === 'field' && selection.id === at.id)
      at.echo.pageSelects({ start: selection.start, end: selection.end })
    if (!this.#takesPageCaret || !at.echo.isSettled) return
    this.#takePageCaret(page)
    this.#render()
  }

  holdsState(op: OpOf<'state'>): boolean {
    const at = this.#active
    if (at === null || op.id !== at.id || op.value === undefined) return false
    // A number field is empty while its text is no number yet ("-", "1e"): the page keeps the text, unseen.
    if (!at.field.isDraft(at.echo.shown, op.value)) at.echo.pageHas(op.value)
    queueMicrotask(() => this.#update())
    return true
  }

  handleContent(node: Node): void {
    const at = this.#active
    if (at?.field.kind !== 'rich' || !at.field.element.contains(node)) return
    queueMicrotask(() => {
      if (at !== this.#active) return
      at.echo.pageHas(at.field.read())
      this.#update()
    })
  }

  close(): void {
    this.end()
    this.#keys.remove()
  }

  #placeCaret(event: MouseEvent): void {
    if (this.#active === null) return
    const { echo } = this.#active
    const offset = this.#offsetAt(this.#active, event) ?? echo.shown.length
    const hasSelected =
      this.#selectingFrom !== null && echo.caret.start !== echo.caret.end && event.detail === 1
    this.#selectingFrom = null
    if (hasSelected) return
    if (event.detail === 2) this.#move(wordAround(echo.shown, offset))
    else if (event.detail >= 3) this.#move({ start: 0, end: echo.shown.length })
    else this.#move({ start: offset, end: offset })
  }

  #offsetAt({ field }: Active, event: MouseEvent): number | null {
    const at = pagePoint(this.#context, event)
    const place = at === null ? null : textPointAt(at.rebuild, at.point)
    return place === null ? null : field.offsetOf(place.node, place.offset)
  }

  #move(caret: { start: number; end: number }): void {
    if (this.#active === null) return
    const { id, echo } = this.#active
    echo.moved(caret)
    this.#caretThrottle.run(() => void this.#context.commands.run({ kind: 'caret', node: id, ...echo.caret }))
    this.#render()
  }

  /** Sends what may be sent. */
  #pump(inputType: string): void {
    const at = this.#active
    if (at === null) return
    if (at.echo.isAligned) at.version = this.#context.page()?.rebuild.position?.version ?? at.version
    for (const edit of at.echo.takeEdits())
      void this.#context.commands
        .run({ kind: 'edit', node: at.id, ...edit, inputType }, at.version)
        .then((result) => {
          at.echo.answered(result.status)
          if (at === this.#active) this.#update()
          return result
        })
  }

  /** Something was answered or came from the page: what waited goes out, what is shown is brought up to date. */
  #update(): void {
    const at = this.#active
    if (at === null) return
    this.#pump('insertText')
    this.#render()
    if (!at.echo.hasUnsent) for (const send of this.#keysWaiting.splice(0)) send()
    clearTimeout(this.#settleTimer)
    if (!at.echo.awaitsPage) return
    const settle = () => {
      at.echo.settle()
      if (at === this.#active) this.#update()
    }
    this.#settleTimer = setTimeout(settle, Math.max(SETTLE_MIN_MS, this.#context.roundTripMs() * 2))
  }

  #render(): void {
    if (this.#active === null) return
    const { field, echo } = this.#active
    const { start, end } = echo.caret
    const keys = this.#keys
    field.write(echo.shown)
    if (keys.value !== echo.shown) keys.value = echo.shown
    if (keys.selectionStart !== start || keys.selectionEnd !== end) keys.setSelectionRange(start, end)
    const boxes = field.measure(start, end)
    this.#context.marks.setCaret(boxes?.caret ?? null, boxes?.selected ?? [])
    if (boxes !== null) placeOver(keys, { ...this.#context.stage.scaled(boxes.caret), width: 2 })
  }

  #sendKey(event: KeyboardEvent): void {
    event.preventDefault()
    const { key, code } = event
    const modifiers = modifiersOf(event)
    const node = this.#active?.id ?? null
    const send = () => {
      this.expectFocus()
      this.#takesPageCaret = true
      void this.#context.commands.run({ kind: 'key', node, key, code, modifiers })
    }
    // Keys follow the text that was typed before them.
    if (this.#active?.echo.hasUnsent === true) this.#keysWaiting.push(send)
    else send()
  }

  #handleKey(event: KeyboardEvent): void {
    event.stopPropagation()
    if (this.#active === null || event.isComposing) return
    const { key, ctrlKey, metaKey } = event
    const { kind } = this.#active.field
    if (key === 'Escape') {
      this.#sendKey(event)
      this.end()
    } else if (key === 'Tab' || (key === 'Enter' && (kind !== 'area' || ctrlKey || metaKey)))
      this.#sendKey(event)
    else if (kind === 'line' && (key === 'ArrowUp' || key === 'ArrowDown')) this.#sendKey(event)
  }

  #handleInput({ isComposing, inputType }: InputEvent): void {
    if (this.#active === null) return
    const { value, selectionStart, selectionEnd } = this.#keys
    this.#active.echo.typed(value, { start: selectionStart, end: selectionEnd })
    this.#takesPageCaret = false
    // What an input method composes shows at once and goes to the page when it is final.
    if (isComposing) return this.#render()
    this.#pump(inputType || 'insertText')
    this.#update()
  }

  /** The caret was moved by keys. */
  #handleCaret(): void {
    const { value, selectionStart: start, selectionEnd: end } = this.#keys
    if (this.#active === null || value !== this.#active.echo.shown) return
    const { caret } = this.#active.echo
    if (caret.start !== start || caret.end !== end) this.#move({ start, end })
  }

  #takePageCaret({ selection, rebuild }: MirrorPage): void {
    if (this.#active === null || selection === null) return
    const { id, echo, field } = this.#active
    if (selection.kind === 'field') {
      if (selection.id === id) echo.moved({ start: selection.start, end: selection.end })
      return
    }
    const node = rebuild.node(selection.focus.id)
    const offset = node === undefined ? null : field.offsetOf(node, selection.focus.offset)
    if (offset !== null) echo.moved({ start: offset, end: offset })
  }
}

function wordAround(text: string, offset: number): { start: number; end: number } {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0
  const after = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset))?.[0].length ?? 0
  return { start: offset - before, end: offset + after }
}
