const WORD = '••••'
/** What a private field shows when something is in it. */
const VALUE = '••••••••'

/**
 * Bullets in place of text. Only the order of magnitude of the length shows (the number of words is a power of two, so
 * that a paragraph still fills about its space), never the length, the words or the kind of characters.
 */
export function maskText(data: string): string {
  const length = data.trim().length
  if (length === 0) return data === '' ? '' : ' '
  let words = 1
  while (words * 8 < length && words < 256) words *= 2
  return `${WORD} `.repeat(words - 1) + WORD
}

/** Whether the field is empty shows, nothing else. */
export function maskValue(value: string): string {
  return value === '' ? '' : VALUE
}
