import { expect, test } from 'vitest'
import type { Event } from '../in-page/follow.ts'
import { lagsOf } from './lags.ts'

const keys = (...events: [value: number, at: number][]): Event[] =>
  events.map(([value, at]) => ({ kind: 'keys', value, at }))

test('what was merged on the way has come with what is newer', () => {
  expect(lagsOf('keys', keys([1, 0], [2, 10], [3, 20]), keys([1, 5], [3, 40]))).toEqual([5, 30, 20])
})

test('what never came counts until the end', () => {
  expect(lagsOf('keys', keys([1, 0], [2, 10]), keys([1, 100]))).toEqual([100, 90])
})
