import { expect, test } from 'vitest'
import { createServerClock, formatRemaining } from './server-clock.ts'

test('a visitor whose clock is wrong gets the server’s time once the server told one', () => {
  const clock = createServerClock(() => 1_000_000)
  expect(clock.now()).toBe(1_000_000)
  clock.observe(5_000_000)
  expect(clock.now()).toBe(5_000_000)
})

test('a second of network delay is not a wrong clock', () => {
  const clock = createServerClock(() => 1_000_000)
  clock.observe(999_000)
  expect(clock.now()).toBe(1_000_000)
})

test.each([
  [90_000, 0, '1:30'],
  [5_001, 0, '0:06'],
  [0, 5_000, '0:00'],
  [300_000, 0, '5:00'],
])('until %i at %i is %s', (until, now, text) => {
  expect(formatRemaining(until, now)).toBe(text)
})
