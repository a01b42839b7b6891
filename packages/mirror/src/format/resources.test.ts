import { expect, it } from 'vitest'
import {
  decodePart,
  decodeRequest,
  encodeMessage,
  hashBytes,
  RESOURCE_LIMITS,
  typeOfBytes,
} from './resources.ts'

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

it('messages come back as they were', () => {
  const request = { want: [{ id: 1, node: 7, url: 'https://a.example/x' }], got: 3 }
  expect(decodeRequest(encodeMessage(JSON.stringify(request)))?.header).toEqual(request)
  const part = { n: 1, id: 1, hash: 'h', at: 0, size: 3 }
  const decoded = decodePart(encodeMessage(JSON.stringify(part), bytes('abc')))
  expect(decoded).toEqual({ header: part, data: bytes('abc') })
})

it.each([
  new Uint8Array(),
  bytes('\0'),
  bytes('\xff\xff{}'),
  encodeMessage('{'),
  encodeMessage('null'),
  encodeMessage('{"n":1}'),
  encodeMessage('{"n":1,"id":1,"failed":"because"}'),
  encodeMessage(`{"n":1,"id":1,"size":${RESOURCE_LIMITS.bytes + 1}}`),
])('B7 what is no message is undefined and nothing worse (%#)', (message) => {
  expect(decodePart(message)).toBeUndefined()
})

it('B7 requests beyond the limits are none', () => {
  const want = Array.from({ length: RESOURCE_LIMITS.wantsPerRequest + 1 }, (_, i) => ({ id: i + 1 }))
  expect(decodeRequest(encodeMessage(JSON.stringify({ want })))).toBeUndefined()
  const url = `https://a.example/${'x'.repeat(RESOURCE_LIMITS.urlLength)}`
  expect(decodeRequest(encodeMessage(JSON.stringify({ want: [{ id: 1, node: 1, url }] })))).toBeUndefined()
})

it('hashes differ with every byte and with the length', () => {
  const all = ['', 'a', 'b', 'aa', 'aaaa', 'aaab', 'baaa', 'aaaaa', 'aaaa\0', 'aaaaaaaa', 'aaaabaaa']
  expect(new Set(all.map((text) => hashBytes(bytes(text)))).size).toBe(all.length)
})

it.each([
  ['\x89PNG\r\n\x1a\n...', 'image/png'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
  ['wOF2\0\x01', 'font/woff2'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
  ['\ufeff <?xml version="1.0"?>\n<!-- a --><!DOCTYPE svg PUBLIC "x" "y">\n<svg>', 'image/svg+xml'],
  ['<html><svg>', undefined],
  ['{"secret": "<svg"}', undefined],
  ['body { color: red }', undefined],
  ['%PDF-1.7', undefined],
  ['', undefined],
])('B3 tells what %j is', (text, type) => {
  expect(
    typeOfBytes(new TextEncoder().encode(text.startsWith('\x89') ? '' : text)) ?? typeOfBytes(bytes(text)),
  ).toBe(type)
})
