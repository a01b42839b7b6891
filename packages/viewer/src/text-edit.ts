/** A replacement of the characters start..end (UTF-16 offsets) by text. */
export type TextEdit = { readonly start: number; readonly end: number; readonly text: string }

export function applyEdit(value: string, edit: TextEdit): string {
  return value.slice(0, edit.start) + edit.text + value.slice(edit.end)
}

/**
 * The one edit that leads from `before` to `after`, or null when they are equal. `caret` (where the caret is in `after`)
 * tells which of several equal characters was typed.
 */
export function diffEdit(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null
  const tail = commonSuffix(before, after, Math.min(after.length - caret, before.length, after.length))
  const limit = Math.min(before.length, after.length) - tail
  let start = 0
  while (start < limit && before[start] === after[start]) start++
  const rest = commonSuffix(before, after, Math.min(before.length, after.length) - start)
  const suffix = Math.max(tail, rest)
  return { start, end: before.length - suffix, text: after.slice(start, after.length - suffix) }
}

function commonSuffix(a: string, b: string, limit: number): number {
  let length = 0
  while (length < limit && a[a.length - 1 - length] === b[b.length - 1 - length]) length++
  return length
}

/** Where a caret goes when the page wrote the value anew: what stood behind it stays behind it. */
export function mapCaret(before: string, caret: number, after: string): number {
  return Math.max(0, after.length - (before.length - caret))
}
