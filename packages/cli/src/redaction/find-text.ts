/** The forms in which a text may be on the wire. Each says how it is found in text (`text`) or in bytes (`bytes`). */
export type Needle = { readonly encoding: string; readonly text: string }

/** In small letters: haystacks are, too, so that letter case does not hide anything. */
export function needlesOf(secret: string): readonly Needle[] {
  const bytes = Buffer.from(secret)
  const codes = Array.from(secret, (letter) => letter.charCodeAt(0))
  const hex = bytes.toString('hex')
  const list: Needle[] = [
    { encoding: 'plain text', text: secret },
    { encoding: 'reversed', text: Array.from(secret).toReversed().join('') },
    { encoding: 'percent-encoded', text: codes.map((code) => `%${code.toString(16)}`).join('') },
    {
      encoding: 'JSON escapes',
      text: codes.map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join(''),
    },
    { encoding: 'HTML entities', text: codes.map((code) => `&#${code};`).join('') },
    { encoding: 'HTML entities (hex)', text: codes.map((code) => `&#x${code.toString(16)};`).join('') },
    { encoding: 'CSS escapes', text: codes.map((code) => `\\${code.toString(16)} `).join('') },
    { encoding: 'hex', text: hex },
    { encoding: 'hex with spaces', text: hex.replace(/../g, '$& ').trim() },
    {
      encoding: 'UTF-16',
      text: codes
        .map((code) => `${String.fromCharCode(code)}\0`)
        .join('')
        .slice(0, -1),
    },
    { encoding: 'numbers', text: codes.join(',') },
  ]
  for (const offset of [0, 1, 2])
    list.push({ encoding: `base64 (alignment ${offset})`, text: base64At(secret, offset) })
  return list.map(({ encoding, text }) => ({ encoding, text: text.toLowerCase() }))
}

/** The characters that are the same whatever stands before and after, if it begins `offset` bytes after a group of three. */
function base64At(secret: string, offset: number): string {
  const encoded = Buffer.from('\0'.repeat(offset) + secret).toString('base64')
  const from = offset === 0 ? 0 : offset + 1
  const whole = Math.floor(((offset + secret.length) * 8) / 6)
  return encoded.slice(from, whole)
}

/** How the text is there; undefined when it is not. `haystack` in small letters. */
export function findText(haystack: string, needles: readonly Needle[]): string | undefined {
  return needles.find(({ text }) => haystack.includes(text))?.encoding
}
