import { diffEdit } from '../text-edit.ts'
import { type CaretBoxes, measureField, measureRich, richOffset, richPoint, richText } from './measure.ts'

/** The mirrored field that is typed into: one-line, text area or editable element. */
export type TypingField = {
  readonly element: HTMLElement
  readonly kind: 'line' | 'area' | 'rich'
  /** -1: no limit. */
  readonly maxLength: number
  read(): string
  write(text: string): void
  /** The offset in the text of a place in the document; null when it is not in the field. */
  offsetOf(node: Node, offset: number): number | null
  measure(start: number, end: number): CaretBoxes | null
  /** Whether `shown` is text on the way to a value, which the page cannot tell as its value yet. */
  isDraft(shown: string, pageValue: string): boolean
}

export function createTypingField(element: HTMLElement): TypingField {
  return element.localName === 'input' || element.localName === 'textarea'
    ? plainField(element as HTMLInputElement | HTMLTextAreaElement)
    : richField(element)
}

function plainField(element: HTMLInputElement | HTMLTextAreaElement): TypingField {
  return {
    element,
    kind: element.localName === 'input' ? 'line' : 'area',
    maxLength: element.maxLength,
    read: () => element.value,
    write(text) {
      if (element.value !== text) element.value = text
    },
    offsetOf: (node, offset) => (node === element ? Math.min(offset, element.value.length) : null),
    measure: (start, end) => measureField(element, start, end),
    isDraft: (shown, pageValue) =>
      element.type === 'number' && pageValue === '' && shown !== '' && !/^-?\d+(\.\d+)?$/.test(shown),
  }
}

function richField(element: HTMLElement): TypingField {
  return {
    element,
    kind: 'rich',
    maxLength: -1,
    read: () => richText(element),
    write: (text) => writeRich(element, text),
    offsetOf: (node, offset) => richOffset(element, node, offset),
    measure: (start, end) => measureRich(element, start, end),
    isDraft: () => false,
  }
}

/** Changes only the text nodes that differ; when there is none yet, the page will show what was typed. */
function writeRich(element: HTMLElement, text: string): void {
  const before = richText(element)
  const edit = diffEdit(before, text, text.length)
  if (edit === null) return
  const start = richPoint(element, edit.start)
  const end = richPoint(element, edit.end)
  if (start === null || end === null || start[0] !== end[0]) return
  start[0].replaceData(start[1], end[1] - start[1], edit.text)
}
