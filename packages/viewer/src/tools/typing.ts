import { pagePoint, type ViewerContext } from '../context.ts'
import { isElement, textPointAt } from '../locate.ts'
import type { NodeId, OpOf } from '../mirror.ts'
import { part, placeOver } from '../stage.ts'
import { createThrottle } from '../throttle.ts'
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

type Active = { readonly field: TypingField; readonly id: NodeId; readonly echo: TypingEcho }

export function createTyping(context: ViewerContext): Typing {
  const keys = part('textarea', 'keys')
  keys.setAttribute('aria-label', 'Typing into a field of the visitor’s page. Escape leaves it.')
  Object.assign(keys, { autocomplete: 'off', spellcheck: false, autocapitalize: 'off', tabIndex: -1 })
  context.stage.surface.after(keys)
  const caretThrottle = createThrottle(CARET_EVERY_MS)
  let active: Active | null = null
  let focusExpectedAt = -Infinity
  let takesPageCaret = false
  let selectingFrom: number | null = null
  let settleTimer: ReturnType<typeof setTimeout> | undefined
  let keysWaiting: (() => void)[] = []

  function begin(element: HTMLElement, at: MouseEvent | null): void {
    const page = context.page()
    const id = page?.rebuild.id(element)
    if (page == null || id === undefined) return
    if (active?.field.element !== element) {
      end()
      const field = createTypingField(element)
      const text = field.read()
      active = { field, id, echo: new TypingEcho(text, { start: text.length, end: text.length }) }
      if (field.maxLength < 0) keys.removeAttribute('maxlength')
      else keys.maxLength = field.maxLength
    }
    if (at === null) takePageCaret(page)
    else placeCaret(active, at)
    render()
    keys.focus({ preventScroll: true })
  }

  function placeCaret(at: Active, event: MouseEvent): void {
    const offset = offsetAt(at, event) ?? at.echo.shown.length
    const isSelecting =
      at.echo.caret.start !== at.echo.caret.end && event.detail === 1 && selectingFrom !== null
    selectingFrom = null
    if (isSelecting) return
    if (event.detail === 2) return move(wordAround(at.echo.shown, offset))
    if (event.detail >= 3) return move({ start: 0, end: at.echo.shown.length })
    move({ start: offset, end: offset })
  }

  function offsetAt({ field }: Active, event: MouseEvent): number | null {
    const at = pagePoint(context, event)
    const place = at === null ? null : textPointAt(at.rebuild, at.point)
    return place === null ? null : field.offsetOf(place.node, place.offset)
  }

  function move(caret: { start: number; end: number }): void {
    if (active === null) return
    const { id, echo } = active
    echo.moved(caret)
    caretThrottle.run(() => void context.commands.run({ kind: 'caret', node: id, ...echo.caret }))
    render()
  }

  function end(): void {
    if (active === null) return
    active = null
    clearTimeout(settleTimer)
    caretThrottle.cancel()
    keysWaiting = []
    context.marks.setCaret(null, [])
    if (keys.getRootNode() instanceof ShadowRoot && (keys.getRootNode() as ShadowRoot).activeElement === keys)
      context.stage.surface.focus({ preventScroll: true })
    keys.value = ''
  }

  function pump(inputType: string): void {
    const at = active
    if (at === null) return
    for (const edit of at.echo.takeEdits())
      void context.commands.run({ kind: 'edit', node: at.id, ...edit, inputType }).then((result) => {
        at.echo.answered(result.status)
        if (at === active) update()
        return result
      })
  }

  /** Something was answered or came from the page: what waited goes out, what is shown is brought up to date. */
  function update(): void {
    if (active === null) return
    pump('insertText')
    render()
    if (!active.echo.hasUnsent) for (const send of keysWaiting.splice(0)) send()
    clearTimeout(settleTimer)
    const at = active
    if (at.echo.awaitsPage)
      settleTimer = setTimeout(
        () => {
          at.echo.settle()
          if (at === active) update()
        },
        Math.max(SETTLE_MIN_MS, context.roundTripMs() * 2),
      )
  }

  function render(): void {
    if (active === null) return
    const { field, echo } = active
    const { start, end: to } = echo.caret
    field.write(echo.shown)
    if (keys.value !== echo.shown) keys.value = echo.shown
    if (keys.selectionStart !== start || keys.selectionEnd !== to) keys.setSelectionRange(start, to)
    const boxes = field.measure(start, to)
    context.marks.setCaret(boxes?.caret ?? null, boxes?.selected ?? [])
    if (boxes !== null) placeOver(keys, { ...context.stage.scaled(boxes.caret), width: 2 })
  }

  function sendKey(event: KeyboardEvent): void {
    event.preventDefault()
    const { key, code } = event
    const modifiers = modifiersOf(event)
    const node = active?.id ?? null
    const send = () => {
      focusExpectedAt = performance.now()
      takesPageCaret = true
      void context.commands.run({ kind: 'key', node, key, code, modifiers })
    }
    // Keys follow the text that was typed before them.
    if (active?.echo.hasUnsent === true) keysWaiting.push(send)
    else send()
  }

  function handleKey(event: KeyboardEvent): void {
    event.stopPropagation()
    if (active === null || event.isComposing) return
    const { key } = event
    if (key === 'Escape') {
      sendKey(event)
      return end()
    }
    const isLine = active.field.kind === 'line'
    const isUpOrDown = key === 'ArrowUp' || key === 'ArrowDown'
    if (
      key === 'Tab' ||
      (key === 'Enter' && (active.field.kind !== 'area' || event.ctrlKey || event.metaKey))
    )
      return sendKey(event)
    if (isUpOrDown && isLine) sendKey(event)
  }

  function handleInput(event: Event): void {
    const { isComposing, inputType } = event as InputEvent
    if (active === null) return
    active.echo.typed(keys.value, { start: keys.selectionStart, end: keys.selectionEnd })
    takesPageCaret = false
    // What an input method composes shows at once and goes to the page when it is final.
    if (!isComposing) pump(inputType || 'insertText')
    render()
    update()
  }

  function handleCaret(): void {
    if (active === null || keys.value !== active.echo.shown) return
    const caret = { start: keys.selectionStart, end: keys.selectionEnd }
    const { start, end: to } = active.echo.caret
    if (caret.start !== start || caret.end !== to) move(caret)
  }

  function takePageCaret(page: MirrorPage): void {
    const { selection } = page
    if (active === null || selection === null) return
    if (selection.kind === 'field') {
      if (selection.id === active.id) active.echo.moved({ start: selection.start, end: selection.end })
      return
    }
    const node = page.rebuild.node(selection.focus.id)
    const offset = node === undefined ? null : active.field.offsetOf(node, selection.focus.offset)
    if (offset !== null) active.echo.moved({ start: offset, end: offset })
  }

  keys.addEventListener('keydown', handleKey)
  keys.addEventListener('input', handleInput)
  keys.addEventListener('compositionend', () => {
    pump('insertCompositionText')
    update()
  })
  keys.addEventListener('keyup', handleCaret)
  keys.addEventListener('selectionchange', handleCaret)
  keys.addEventListener('blur', () => {
    if (document.hasFocus()) end()
  })

  return {
    isIn: (element) => active?.field.element === element,
    begin,
    end,
    press(element, event) {
      if (active === null || !active.field.element.contains(element)) return
      selectingFrom = offsetAt(active, event)
      event.preventDefault()
    },
    drag(event) {
      if (active === null || selectingFrom === null || event.buttons !== 1) return false
      const to = offsetAt(active, event)
      if (to !== null && to !== active.echo.caret.end)
        move({ start: Math.min(selectingFrom, to), end: Math.max(selectingFrom, to) })
      return true
    },
    expectFocus() {
      focusExpectedAt = performance.now()
    },
    handleFocus(page) {
      if (page.focus === (active?.id ?? null) || performance.now() - focusExpectedAt > FOCUS_WITHIN_MS) return
      const node = page.focus === null ? undefined : page.rebuild.node(page.focus)
      const kind = isElement(node) && !isMasked(node) ? fieldKind(node) : null
      if (isElement(node) && (kind === 'text' || kind === 'rich')) begin(node, null)
      else if (page.focus !== null) end()
    },
    handleSelection(page) {
      const { selection } = page
      if (active === null) return
      if (selection?.kind === 'field' && selection.id === active.id)
        active.echo.pageSelects({ start: selection.start, end: selection.end })
      if (!takesPageCaret || !active.echo.isSettled) return
      takePageCaret(page)
      render()
    },
    holdsState(op) {
      if (active === null || op.id !== active.id || op.value === undefined) return false
      // A number field is empty while its text is no number yet ("-", "1e"): the page keeps the text, unseen.
      if (!active.field.isDraft(active.echo.shown, op.value)) active.echo.pageHas(op.value)
      queueMicrotask(update)
      return true
    },
    handleContent(node) {
      const at = active
      if (at?.field.kind !== 'rich' || !at.field.element.contains(node)) return
      queueMicrotask(() => {
        if (at !== active) return
        at.echo.pageHas(at.field.read())
        update()
      })
    },
    close() {
      end()
      keys.remove()
    },
  }
}

function wordAround(text: string, offset: number): { start: number; end: number } {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(0, offset))?.[0].length ?? 0
  const after = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset))?.[0].length ?? 0
  return { start: offset - before, end: offset + after }
}
