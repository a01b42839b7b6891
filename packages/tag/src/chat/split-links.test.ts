import { expect, test } from 'vitest'
import { splitLinks } from './split-links.ts'

const linksIn = (text: string) =>
  splitLinks(text)
    .filter(({ isLink }) => isLink)
    .map((piece) => piece.text)

test.each([
  ['See https://a.example/b?c=d#e.', ['https://a.example/b?c=d#e']],
  ['(http://a.example/x)', ['http://a.example/x']],
  ['https://a.example and https://b.example!', ['https://a.example', 'https://b.example']],
  ['javascript:alert(1) data:text/html,x', []],
  ['no link', []],
])('%s', (text, links) => {
  expect(linksIn(text)).toEqual(links)
  expect(
    splitLinks(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})
