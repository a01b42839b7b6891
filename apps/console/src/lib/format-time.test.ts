import { describe, expect, it } from 'vitest'
import { formatCountdown, formatWait } from './format-time.ts'

describe('formatCountdown', () => {
  it.each([
    [120_000, '2:00'],
    [119_001, '2:00'],
    [119_000, '1:59'],
    [9_500, '0:10'],
    [1, '0:01'],
    [0, '0:00'],
    [-4_000, '0:00'],
  ])('shows %i ms as %s', (ms, text) => expect(formatCountdown(ms)).toBe(text))
})

describe('formatWait', () => {
  it.each([
    [-500, 'now'],
    [9_999, 'now'],
    [10_000, '10 s'],
    [60_000, '1 min'],
    [3_599_000, '59 min'],
    [7_200_000, '2 h'],
    [172_800_000, '2 d'],
  ])('shows %i ms as %s', (ms, text) => expect(formatWait(ms)).toBe(text))
})
