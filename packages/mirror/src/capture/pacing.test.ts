import { describe, expect, it } from 'vitest'
import { Pacing } from './pacing.ts'

/** Sends frames of `bytes` while there is room; acknowledges each `delayMs(queued)` later. Says how many fit at the end. */
function run(rounds: number, bytes: number, delayMs: (round: number) => number): number {
  const pacing = new Pacing()
  let seq = 0
  let now = 0
  let fitted = 0
  for (let round = 0; round < rounds; round++) {
    const first = seq
    while (pacing.hasRoom) pacing.sent(++seq, bytes, now)
    fitted = seq - first
    now += delayMs(round)
    pacing.acknowledged(seq, now)
  }
  return fitted
}

describe('Pacing', () => {
  it('C15 allows more while acknowledgements come as quickly as at first', () => {
    expect(run(20, 80_000, () => 20)).toBeGreaterThan(run(1, 80_000, () => 20))
  })

  it('C15 allows less when they come late', () => {
    const late = run(30, 40_000, (round) => (round < 10 ? 20 : 900))
    expect(late).toBeLessThan(run(10, 40_000, () => 20))
  })

  it('C15 never stops: one frame may always be on the way', () => {
    const pacing = new Pacing()
    pacing.sent(1, 10_000_000, 0)
    expect(pacing.hasRoom).toBe(false)
    pacing.acknowledged(1, 5000)
    expect(pacing.hasRoom).toBe(true)
    expect(pacing.isEmpty).toBe(true)
  })

  it('C15 counts the real size of a frame once it is known', () => {
    const pacing = new Pacing()
    pacing.sent(1, 400_000, 0)
    expect(pacing.hasRoom).toBe(false)
    pacing.encoded(1, 1000)
    expect(pacing.hasRoom).toBe(true)
  })
})
