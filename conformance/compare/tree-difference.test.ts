import { expect, test } from 'vitest'
import { describeDifference } from './tree-difference.ts'

const noDetails = () => Promise.resolve(['', ''] as const)

test('equal descriptions have no difference', async () => {
  expect(await describeDifference('<P>\n "a"', '<P>\n "a"', noDetails)).toEqual([])
})

test('the first differing lines are named with both sides', async () => {
  expect(await describeDifference('<P>\n "a"\n "c"', '<P>\n "b"\n "c"', noDetails)).toEqual([
    'line 2:',
    '  page:   "a"',
    '  mirror: "b"',
  ])
})

test('a line too many is told once, not for all that follows', async () => {
  const lines = await describeDifference('<P>\n<A>\n<B>\n<C>', '<P>\n<X>\n<A>\n<B>\n<C>', noDetails)
  expect(lines).toHaveLength(3)
})

test('where only styles differ, the styles are told', async () => {
  const details = () => Promise.resolve(['color: red\nwidth: 1px', 'color: blue\nwidth: 1px'] as const)
  expect(await describeDifference('<P> ~1a @0 0 1 1', '<P> ~2b @0 0 1 1', details)).toEqual([
    'line 1: <P> ~1a @0 0 1 1',
    '  page:   color: red',
    '  mirror: color: blue',
  ])
})

test('boxes are equal to a tenth of a pixel', async () => {
  const difference = (mirror: string) => describeDifference('<P> ~1a @0.14 0 9 9', mirror, noDetails)
  expect(await difference('<P> ~1a @0.15 0.1 9 9')).toEqual([])
  expect(await difference('<P> ~1a @0.3 0 9 9')).toEqual([
    'line 1: <P> ~1a @0.14 0 9 9',
    '  page:   box 0.14 0 9 9',
    '  mirror: box 0.3 0 9 9',
  ])
})
