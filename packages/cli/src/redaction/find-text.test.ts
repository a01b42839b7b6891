import { expect, test } from 'vitest'
import { findText, needlesOf } from './find-text.ts'

const SECRET = 'Kq7Vx2'
const find = (text: string) => findText(text.toLowerCase(), needlesOf(SECRET))
const codes = Array.from(SECRET, (letter) => letter.charCodeAt(0))

test.each([
  ['plain text', `"title":"a ${SECRET} b"`],
  ['plain text', SECRET.toUpperCase()],
  ['reversed', `x${Array.from(SECRET).toReversed().join('')}x`],
  ['percent-encoded', codes.map((code) => `%${code.toString(16).toUpperCase()}`).join('')],
  ['JSON escapes', codes.map((code) => `\\u00${code.toString(16)}`).join('')],
  ['HTML entities', codes.map((code) => `&#${code};`).join('')],
  ['hex', Buffer.from(`ab${SECRET}cd`).toString('hex')],
  ['UTF-16', Buffer.from(SECRET, 'utf16le').toString('latin1')],
  ['UTF-16', Buffer.from(SECRET, 'utf16le').swap16().toString('latin1')],
  ['numbers', JSON.stringify(codes)],
  ['base64 (alignment 0)', Buffer.from(`abc${SECRET}de`).toString('base64')],
  ['base64 (alignment 1)', Buffer.from(`a${SECRET}de`).toString('base64')],
  ['base64 (alignment 2)', Buffer.from(`ab${SECRET}de`).toString('base64')],
])('a secret is found as %s', (encoding, text) => {
  expect(find(text)).toBe(encoding)
})

test('other texts are not taken for it', () => {
  expect(find('Kq7Vx and 2, q7Vx2, S3E3Vngx')).toBeUndefined()
})
