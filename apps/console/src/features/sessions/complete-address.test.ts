import { expect, it } from 'vitest'
import { completeAddress } from './complete-address.ts'

it.each([
  ['https://other.example/a', 'https://other.example/a'],
  ['/seats?row=14', 'https://shop.example/seats?row=14'],
  ['#top', 'https://shop.example/flights#top'],
  ['shop.example/help', 'https://shop.example/help'],
  ['  ', null],
  ['http://', null],
])('what is typed as “%s” means %s', (typed, address) => {
  expect(completeAddress(typed, 'https://shop.example/flights')).toBe(address)
})

it('stays without TLS on a site without TLS', () => {
  expect(completeAddress('intranet/help', 'http://intranet/')).toBe('http://intranet/help')
})
