import type { Signal } from '@alongside/protocol'
import { beforeEach, expect, it } from 'vitest'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createNewestSignals, type NewestSignals } from './newest-signals.ts'

const PER_SECOND = 10

let clock: FakeClock
let sent: Signal[]
let signals: NewestSignals
beforeEach(() => {
  clock = createFakeClock()
  sent = []
  signals = createNewestSignals(clock, PER_SECOND, (signal) => sent.push(signal))
})

const cursor = (x: number): Signal => ({ kind: 'cursor', epoch: 'e', cursor: { node: 1, x, y: 0 } })
const NO_HIGHLIGHT: Signal = { kind: 'highlight', epoch: 'e', highlight: null }
const useUpTheLimit = () => {
  for (let n = 0; n < PER_SECOND; n += 1) signals.offer(cursor(n))
  sent.length = 0
}

it('sends what is below the limit at once', () => {
  for (let n = 0; n < PER_SECOND; n += 1) signals.offer(cursor(n))
  expect(sent).toHaveLength(PER_SECOND)
})

it('sends of those over the limit the newest, as soon as the limit lets it', () => {
  useUpTheLimit()
  for (const x of [7, 8, 9]) signals.offer(cursor(x))
  expect(sent).toEqual([])
  clock.advance(1000 / PER_SECOND)
  expect(sent).toEqual([cursor(9)])
  clock.advance(60_000)
  expect(sent).toHaveLength(1)
})

it('keeps the newest of each kind, and sends them within the limit', () => {
  useUpTheLimit()
  signals.offer(NO_HIGHLIGHT)
  signals.offer(cursor(8))
  clock.advance(1000 / PER_SECOND)
  expect(sent).toEqual([NO_HIGHLIGHT])
  clock.advance(1000 / PER_SECOND)
  expect(sent).toEqual([NO_HIGHLIGHT, cursor(8)])
})

it('holds a stream of signals to the limit', () => {
  for (let n = 0; n < 1000; n += 1) {
    signals.offer(cursor(n))
    clock.advance(10)
  }
  expect(sent.length).toBeGreaterThan(PER_SECOND * 9)
  expect(sent.length).toBeLessThanOrEqual(PER_SECOND * 11)
})

it('sends nothing after it was stopped', () => {
  useUpTheLimit()
  signals.offer(cursor(8))
  signals.stop()
  clock.advance(60_000)
  expect(sent).toEqual([])
})
