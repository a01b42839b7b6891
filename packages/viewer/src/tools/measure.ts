import type { Box } from '../geometry.ts'
import { originOf } from '../locate.ts'

/** What decides where letters stand in a field. */
const COPIED = `
  font-style font-variant font-weight font-stretch font-size font-family line-height letter-spacing word-spacing
  text-transform text-indent text-align direction tab-size padding-top padding-right padding-bottom padding-left
  word-break overflow-wrap border-top-width border-right-width border-bottom-width border-left-width`
  .trim()
  .split(/\s+/)

export type CaretBoxes = { readonly caret: Box; readonly selected: readonly Box[] }

/**
 * Where the caret and the selected text of a mirrored field are, in page coordinates. Browsers do not tell for fields, so
 * the text is set again in a hidden box with the field's own fonts, in the field's own document.
 */
export function measureField(
  field: HTMLInputElement | HTMLTextAreaElement,
  start: number,
  end: number,
): CaretBoxes {
  return withLetters(field, (text, shift) => {
    revealCaret(field, caretAt(text, end))
    const fix = shift()
    const origin = originOf(field.ownerDocument)
    const moved = (at: Box): Box => ({
      ...at,
      left: at.left + fix.x + origin.x,
      top: at.top + fix.y + origin.y,
    })
    return {
      caret: moved(caretAt(text, end)),
      selected: start === end ? [] : rectsOf(text, Math.min(start, end), Math.max(start, end)).map(moved),
    }
  })
}

/** Offset in the value of the letter nearest to a point in the viewport of the field's document. */
export function letterInField(field: HTMLInputElement | HTMLTextAreaElement, x: number, y: number): number {
  return withLetters(field, (text, shift) => {
    const fix = shift()
    return Math.min(letterAt(text, x - fix.x, y - fix.y).offset, field.value.length)
  })
}

/** The nearest gap between letters, and how far it is. */
export function letterAt(text: Text, x: number, y: number): { offset: number; distance: number } {
  let best = { offset: 0, distance: Number.POSITIVE_INFINITY }
  for (let at = 0; at < text.length; at++) {
    for (const { left, top, width, height } of rectsOf(text, at, at + 1)) {
      // Another line is farther than anything in this one.
      const above = Math.max(0, top - y, y - top - height) * 1000
      for (const [offset, edge] of [
        [at, left],
        [at + 1, left + width],
      ] as const) {
        const distance = above + Math.abs(x - edge)
        if (distance < best.distance) best = { offset, distance }
      }
    }
  }
  return best
}

/**
 * The field's text where it can be measured. `shift`: from there to where the field shows it, as it is scrolled when asked.
 */
function withLetters<Result>(
  field: HTMLInputElement | HTMLTextAreaElement,
  measure: (text: Text, shift: () => { x: number; y: number }) => Result,
): Result {
  const { ownerDocument } = field
  const style = ownerDocument.defaultView?.getComputedStyle(field)
  const rect = field.getBoundingClientRect()
  const isArea = field.localName === 'textarea'
  const box = ownerDocument.createElement('alongside-measure')
  box.style.cssText = `all:initial!important;position:fixed!important;visibility:hidden!important;display:block!important;box-sizing:border-box!important;border:0 solid!important;left:${rect.left}px!important;top:${rect.top}px!important;width:${isArea ? field.clientWidth + field.clientLeft * 2 : rect.width}px!important;height:${rect.height}px!important;white-space:${isArea ? 'pre-wrap' : 'pre'}!important`
  for (const name of COPIED) box.style.setProperty(name, style?.getPropertyValue(name) ?? '', 'important')
  const text = ownerDocument.createTextNode(`${shownText(field)}\u200b`)
  box.append(text)
  ownerDocument.documentElement.append(box)
  try {
    return measure(text, () => ({
      x: -field.scrollLeft,
      y: isArea ? -field.scrollTop : centre(rect, caretAt(text, 0)),
    }))
  } finally {
    box.remove()
  }
}

function shownText(field: HTMLInputElement | HTMLTextAreaElement): string {
  return field.type === 'password' ? '•'.repeat(field.value.length) : field.value
}

/** One-line fields centre their line; the measured one stands at the top. */
function centre(rect: DOMRect, caret: Box): number {
  return rect.top + (rect.height - caret.height) / 2 - caret.top
}

function revealCaret(field: HTMLElement, caret: Box): void {
  const rect = field.getBoundingClientRect()
  const x = caret.left - rect.left
  if (x - field.scrollLeft > field.clientWidth - 4) field.scrollLeft = x - field.clientWidth + 24
  else if (x - field.scrollLeft < 0) field.scrollLeft = Math.max(0, x - 24)
  if (field.localName !== 'textarea') return
  const y = caret.top - rect.top
  if (y + caret.height - field.scrollTop > field.clientHeight)
    field.scrollTop = y + caret.height - field.clientHeight
  else if (y - field.scrollTop < 0) field.scrollTop = Math.max(0, y)
}

/** The same for an editable element, whose text browsers do tell about. */
export function measureRich(field: Element, start: number, end: number): CaretBoxes | null {
  const at = richPoint(field, end)
  const from = richPoint(field, start)
  if (at === null || from === null) {
    const rect = field.getBoundingClientRect()
    const origin = originOf(field.ownerDocument)
    return {
      caret: { left: rect.left + origin.x + 2, top: rect.top + origin.y + 2, width: 0, height: 18 },
      selected: [],
    }
  }
  const origin = originOf(field.ownerDocument)
  const moved = (box: Box): Box => ({ ...box, left: box.left + origin.x, top: box.top + origin.y })
  const range = field.ownerDocument.createRange()
  range.setStart(...from)
  range.setEnd(...at)
  return {
    caret: moved(caretAt(at[0], at[1])),
    selected: start === end ? [] : Array.from(range.getClientRects(), moved),
  }
}

function caretAt(text: Text, offset: number): Box {
  const at = Math.min(offset, text.length)
  const [after] = at < text.length ? rectsOf(text, at, at + 1) : []
  if (after !== undefined) return { ...after, width: 0 }
  const before = at > 0 ? rectsOf(text, at - 1, at).at(-1) : undefined
  return before === undefined
    ? { left: 0, top: 0, width: 0, height: 0 }
    : { ...before, left: before.left + before.width, width: 0 }
}

function rectsOf(text: Text, start: number, end: number): Box[] {
  const range = text.ownerDocument.createRange()
  range.setStart(text, Math.min(start, text.length))
  range.setEnd(text, Math.min(end, text.length))
  return Array.from(range.getClientRects(), ({ left, top, width, height }) => ({ left, top, width, height }))
}

/** Text node and offset at an offset in all text of the element, in tree order. */
export function richPoint(field: Element, offset: number): [Text, number] | null {
  const walker = field.ownerDocument.createTreeWalker(field, 4)
  let left = offset
  let last: Text | null = null
  while (walker.nextNode() !== null) {
    last = walker.currentNode as Text
    if (left <= last.length) return [last, left]
    left -= last.length
  }
  return last === null ? null : [last, last.length]
}

export function richText(field: Element): string {
  const walker = field.ownerDocument.createTreeWalker(field, 4)
  let text = ''
  while (walker.nextNode() !== null) text += walker.currentNode.nodeValue ?? ''
  return text
}

/** Offset in all text of the element of a place in it; null when it is elsewhere. */
export function richOffset(field: Element, node: Node, offset: number): number | null {
  if (!field.contains(node)) return null
  const range = field.ownerDocument.createRange()
  range.setStart(field, 0)
  range.setEnd(node, Math.min(offset, node.nodeType === 3 ? (node as Text).length : node.childNodes.length))
  return range.toString().length
}
