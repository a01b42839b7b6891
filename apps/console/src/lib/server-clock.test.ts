import { describe, expect, it } from 'vitest'
import { createServerClock } from './server-clock.ts'

const noon = Date.UTC(2026, 2, 3, 12)
const header = (time: number) => new Date(time).toUTCString()

describe('server clock', () => {
  it('is this computer’s until the server has answered', () => {
    expect(createServerClock(() => noon).now()).toBe(noon)
  })

  it('follows a server whose clock differs by minutes', () => {
    const clock = createServerClock(() => noon)
    clock.observe(header(noon - 300_000))
    expect(clock.now()).toBe(noon - 300_000)
  })

  it('takes a difference within the header’s rounding for none', () => {
    const clock = createServerClock(() => noon + 900)
    clock.observe(header(noon))
    expect(clock.now()).toBe(noon + 900)
  })

  it('ignores a missing or broken header', () => {
    const clock = createServerClock(() => noon)
    clock.observe(null)
    clock.observe('soon')
    expect(clock.now()).toBe(noon)
  })
})
