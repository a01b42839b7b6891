import { expect, it } from 'vitest'
import { BackgroundPacing } from './background-pacing.ts'

/** Sends parts as there is room, on a line of this many bytes a millisecond with 20 ms of delay; the most that was on the way. */
function run(bytesPerMs: number, total: number): number {
  const pacing = new BackgroundPacing()
  const arriving: { n: number; at: number; bytes: number }[] = []
  let [now, n, lineFreeAt, most] = [0, 0, 0, 0]
  for (let sent = 0; sent < total;) {
    const room = pacing.room(false)
    if (room > 0) {
      lineFreeAt = Math.max(now, lineFreeAt) + room / bytesPerMs
      pacing.sent(++n, room, now)
      arriving.push({ n, at: lineFreeAt + 20, bytes: room })
      sent += room
      most = Math.max(
        most,
        arriving.reduce((sum, part) => sum + part.bytes, 0),
      )
      continue
    }
    const next = arriving.shift()
    if (next === undefined) throw new Error('nothing on the way and no room')
    now = next.at
    pacing.got(next.n, now)
  }
  return most
}

it('B5 a slow line never holds more than a moment of resources', () => {
  const bytesPerMs = 750 / 8
  expect(run(bytesPerMs, 2_000_000) / bytesPerMs).toBeLessThan(200)
})

it('B5 a fast line is used', () => {
  expect(run(10_000, 20_000_000)).toBeGreaterThan(250_000)
})

it('B5 while the mirror sends, one small part at a time', () => {
  const pacing = new BackgroundPacing()
  const room = pacing.room(true)
  expect(room).toBeLessThanOrEqual(8192)
  pacing.sent(1, room, 0)
  expect(pacing.room(true)).toBe(0)
  pacing.got(1, 10)
  expect(pacing.room(true)).toBe(room)
})
