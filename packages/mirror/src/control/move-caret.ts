import type { ControlContext } from './context.ts'
import { setCaret } from './edit.ts'
import type { TextField } from './elements.ts'
import type { Key } from './key-events.ts'

/** Arrows, Home and End in a text field; with Shift they extend the selection. */
export function moveCaret(context: ControlContext, field: TextField, { key, keys }: Key): void {
  const { selectionStart, selectionEnd, selectionDirection, value } = field
  if (selectionStart === null || selectionEnd === null) return
  const isBackward = selectionDirection === 'backward'
  const [anchor, head] = isBackward ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd]
  const extends_ = keys.shiftKey === true
  // Without Shift an arrow collapses a selection to its side.
  const isCollapsing = !extends_ && selectionStart !== selectionEnd
  const target =
    isCollapsing && key === 'ArrowLeft'
      ? selectionStart
      : isCollapsing && key === 'ArrowRight'
        ? selectionEnd
        : headAfter(key, value, head)
  if (target === undefined) return
  if (!extends_) return setCaret(context, field, target)
  setCaret(context, field, Math.min(anchor, target), Math.max(anchor, target), target < anchor)
}

function headAfter(key: string, value: string, head: number): number | undefined {
  const lineStart = value.lastIndexOf('\n', head - 1) + 1
  const lineEnd = endOfLine(value, head)
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, head - 1)
    case 'ArrowRight':
      return Math.min(value.length, head + 1)
    case 'Home':
      return lineStart
    case 'End':
      return lineEnd
    case 'ArrowUp': {
      if (lineStart === 0) return 0
      const above = value.lastIndexOf('\n', lineStart - 2) + 1
      return Math.min(above + head - lineStart, lineStart - 1)
    }
    case 'ArrowDown':
      return lineEnd === value.length
        ? lineEnd
        : Math.min(lineEnd + 1 + head - lineStart, endOfLine(value, lineEnd + 1))
    default:
      return undefined
  }
}

function endOfLine(value: string, from: number): number {
  const end = value.indexOf('\n', from)
  return end < 0 ? value.length : end
}
