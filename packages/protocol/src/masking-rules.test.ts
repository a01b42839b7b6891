import { describe, expect, test } from 'vitest'
import { matchesPage, rulesFor } from './masking-rules.ts'

const url = 'https://shop.example.com/Account/orders/4711?tab=pay#top'

describe('patterns of pages', () => {
  test.each([
    ['*', true],
    ['/account/*', true],
    ['/account/orders/4711', true],
    ['/account/orders/4711/', true],
    ['/account', false],
    ['/orders/*', false],
    ['*/orders/*', true],
    ['https://shop.example.com/*', true],
    ['https://*.example.com/account/*', true],
    ['https://other.example.com/*', false],
    ['https://shop.example.com', false],
    ['/account/*?tab=pay', true],
    ['/account/*?tab=*', true],
    ['/account/*?tab=list', false],
    ['/*#top', true],
    ['/*#bottom', false],
    ['/acc%6Funt/*', true],
    ['/%zz*', false],
    ['', false],
  ])('%s: %s', (pattern, matches) => {
    expect(matchesPage(pattern, url)).toBe(matches)
  })

  test('a slash at the end of the address does not take a page out of its rules', () => {
    expect(matchesPage('/account', 'https://a.example/account/')).toBe(true)
    expect(matchesPage('/account', 'https://a.example/account/?x=1')).toBe(true)
    expect(matchesPage('/', 'https://a.example/')).toBe(true)
  })

  test('a pattern of many stars is decided at once on a long address', () => {
    expect(matchesPage(`${'*a'.repeat(200)}b`, `https://a.example/${'a'.repeat(5000)}`)).toBe(false)
  })
})

test('the rules of a page add to those of the site, and the strictest of both holds', () => {
  const rules = {
    mask: ['.name'],
    block: [],
    pages: [
      { url: '/account/*', mask: ['.total'], block: ['#map'], allow: ['h1'], maskAll: true },
      { url: '/help/*', mask: ['.never'], block: [] },
    ],
  }
  expect(rulesFor(rules, url)).toEqual({
    mask: ['.name', '.total'],
    block: ['#map'],
    allow: ['h1'],
    maskAll: true,
    otherMarks: true,
  })
  expect(rulesFor({ ...rules, otherMarks: false }, 'https://shop.example.com/')).toEqual({
    mask: ['.name'],
    block: [],
    allow: [],
    maskAll: false,
    otherMarks: false,
  })
})
