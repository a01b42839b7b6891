/**
 * Key for a text: 64 bits of two multiplicative hashes and the length. Good enough to tell a page's own style sheets
 * apart; a page that provokes a collision only spoils its own picture.
 */
export function hashText(text: string): string {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b + code, 0x5bd1e995)
    b ^= b >>> 15
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}${text.length.toString(36)}`
}
