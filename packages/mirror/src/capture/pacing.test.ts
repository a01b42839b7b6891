import { describe, expect, it } from 'vitest'
import { Pacing } from './pacing.ts'

type Line = {
  readonly bytesPerMs: number
  readonly roundTripMs: number
  /** Every so many frames one is late by so much, and with it what follows: a lost segment, or a viewer that is busy. */
  readonly stall?: { readonly every: number; readonly ms: number }
}

/** A line that carries one frame after the other; frames are as large as `frameLength` says, deflated to a quarter. */
class Simulation {
  readonly pacing = new Pacing()
  now = 0
  carried = 0
  /** How long the newest frame would take to arrive. */
  longestMs = 0
  #seq = 0
  #freeAt = 0
  #arrivesAt = 0
  readonly #acks: { at: number; seq: number; bytes: number }[] = []

  run(line: Line, forMs: number): void {
    this.carried = 0
    this.longestMs = 0
    for (const endAt = this.now + forMs; this.now < endAt; this.now++) {
      for (let ack = this.#acks[0]; ack !== undefined && ack.at <= this.now; ack = this.#acks[0]) {
        this.#acks.shift()
        this.carried += ack.bytes
        this.pacing.acknowledged(ack.seq, this.now)
      }
      while (this.pacing.waitMs(this.now) === 0)
        this.#send(line, this.#seq === 0 ? 300 : this.pacing.frameLength / 4)
    }
  }

  #send({ bytesPerMs, roundTripMs, stall }: Line, bytes: number): void {
    this.pacing.sent(++this.#seq, bytes, this.now)
    this.#freeAt = Math.max(this.#freeAt, this.now) + bytes / bytesPerMs
    const lateMs = stall !== undefined && this.#seq % stall.every === 0 ? stall.ms : 0
    this.#arrivesAt = Math.max(this.#arrivesAt, this.#freeAt + roundTripMs / 2 + lateMs)
    this.longestMs = Math.max(this.longestMs, this.#arrivesAt - this.now)
    this.#acks.push({ at: this.#arrivesAt + roundTripMs / 2, seq: this.#seq, bytes })
  }
}

const SLOW: Line = { bytesPerMs: 94, roundTripMs: 300 }
const FAST: Line = { bytesPerMs: 5000, roundTripMs: 40 }

describe('Pacing', () => {
  it.each([SLOW, FAST, { bytesPerMs: 1000, roundTripMs: 5 }, { bytesPerMs: 500, roundTripMs: 150 }])(
    'C15 uses the line and builds no long queue on it: %o',
    (line) => {
      const simulation = new Simulation()
      simulation.run(line, 3000)
      simulation.run(line, 10_000)
      expect(simulation.carried).toBeGreaterThan(
        0.85 * Math.min(10_000 * line.bytesPerMs, 170_000 * (10_000 / line.roundTripMs)),
      )
      expect(simulation.longestMs - line.roundTripMs / 2).toBeLessThan(280)
    },
  )

  it.each([
    { every: 8, ms: 300 },
    { every: 5, ms: 500 },
    { every: 20, ms: 1500 },
  ])('C15 goes on at the pace of the line while acknowledgements are merely overdue: %o', (stall) => {
    const simulation = new Simulation()
    simulation.run({ ...SLOW, stall }, 20_000)
    expect(simulation.carried).toBeGreaterThan(0.35 * 20_000 * SLOW.bytesPerMs)
    expect(simulation.longestMs - SLOW.roundTripMs / 2 - stall.ms).toBeLessThan(400)
  })

  it('C15 allows less when the line becomes slower, and more again', () => {
    const simulation = new Simulation()
    const slower = { ...FAST, bytesPerMs: SLOW.bytesPerMs }
    simulation.run(FAST, 2000)
    simulation.run(slower, 8000)
    simulation.run(slower, 5000)
    expect(simulation.longestMs).toBeLessThan(350)
    expect(simulation.carried).toBeGreaterThan(0.9 * 5000 * slower.bytesPerMs)
    simulation.run(FAST, 5000)
    simulation.run(FAST, 1000)
    expect(simulation.carried).toBeGreaterThan(1_000_000)
  })

  it('C15 a way that has become longer is no queue', () => {
    const simulation = new Simulation()
    const near: Line = { bytesPerMs: 500, roundTripMs: 20 }
    const far: Line = { bytesPerMs: 500, roundTripMs: 400 }
    simulation.run(near, 3000)
    simulation.run(far, 40_000)
    simulation.run(far, 5000)
    expect(simulation.carried).toBeGreaterThan(0.7 * ((5000 * 170_000) / 400))
  })

  it('C15 has room left for what changes while the window is full', () => {
    const simulation = new Simulation()
    simulation.run(SLOW, 3000)
    expect(simulation.pacing.waitMs(simulation.now)).not.toBe(0)
    expect(simulation.pacing.hasLiveRoom).toBe(true)
  })

  it('C15 never stops: one frame may always be on the way', () => {
    const pacing = new Pacing()
    pacing.sent(1, 10_000_000, 0)
    expect(pacing.waitMs(1)).toBeNull()
    expect(pacing.hasLiveRoom).toBe(false)
    pacing.acknowledged(1, 5000)
    expect(pacing.waitMs(5000)).toBe(0)
    expect(pacing.isEmpty).toBe(true)
  })

  it('C15 counts the real size of a frame once it is known', () => {
    const pacing = new Pacing()
    pacing.sent(1, 400_000, 0)
    expect(pacing.waitMs(0)).toBeNull()
    pacing.encoded(1, 1000)
    expect(pacing.waitMs(0)).toBe(0)
  })
})
