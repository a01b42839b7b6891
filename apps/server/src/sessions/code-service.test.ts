import { LIMITS, type OrganizationId, type SiteId, type VisitorId } from '@alongside/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemorySessionStore } from '../storage/memory-session-store.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { ATTEMPT_WINDOW_MS, byAddress, byPerson, createAttempts } from './attempts.ts'
import { CodeService } from './code-service.ts'

const SITE = 'site' as SiteId
const FOR_ADA = {
  kind: 'visitor',
  organizationId: 'org' as OrganizationId,
  siteId: SITE,
  visitorId: 'ada' as VisitorId,
} as const
const BEN = [byPerson('agent:ben')]

let clock: FakeClock
let codes: CodeService
beforeEach(() => {
  clock = createFakeClock()
  codes = new CodeService({ clock, store: createMemorySessionStore(), attempts: createAttempts(clock) })
})

const wrong = (keys = BEN) => codes.use('no code', 'visitor', SITE, keys)
const failTimes = async (times: number, keys = BEN) => {
  for (let n = 0; n < times; n += 1) await expect(wrong(keys)).rejects.toMatchObject({ kind: 'code_invalid' })
}

describe('codes', () => {
  it('C1 have six digits and work once, within ten minutes', async () => {
    const { code, expiresAt } = await codes.create(FOR_ADA)
    expect(code).toMatch(/^\d{6}$/)
    expect(expiresAt).toBe(clock.now() + LIMITS.codeMs)
    expect(await codes.use(code, 'visitor', SITE, BEN)).toMatchObject({ visitorId: 'ada' })
    await expect(codes.use(code, 'visitor', SITE, BEN)).rejects.toMatchObject({ kind: 'code_invalid' })
    const late = await codes.create(FOR_ADA)
    clock.advance(LIMITS.codeMs)
    await expect(codes.use(late.code, 'visitor', SITE, BEN)).rejects.toMatchObject({ kind: 'code_invalid' })
  })

  it('C3 are not looked at after five wrong ones, even a right one, until time has passed', async () => {
    const { code } = await codes.create(FOR_ADA)
    await failTimes(5)
    clock.advance(1000)
    await expect(codes.use(code, 'visitor', SITE, BEN)).rejects.toMatchObject({
      kind: 'rate_limited',
      details: { retryAfterSeconds: ATTEMPT_WINDOW_MS / 1000 - 1 },
    })
    clock.advance(ATTEMPT_WINDOW_MS)
    await failTimes(1)
  })

  it('C3 count wrong ones sent side by side', async () => {
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => wrong()))
    const kinds = results.map((result) => (result.status === 'rejected' ? result.reason.kind : 'used'))
    expect(kinds.filter((kind) => kind === 'code_invalid')).toHaveLength(5)
  })

  it('C3 do not count right ones', async () => {
    for (let n = 0; n < 7; n += 1) {
      const { code } = await codes.create(FOR_ADA)
      await codes.use(code, 'visitor', SITE, BEN)
    }
  })

  it('C3 limit an address that changes the person', async () => {
    for (let n = 0; n < 20; n += 1)
      await failTimes(1, [byPerson(`visitor:${n}`), byAddress('visitor', '192.0.2.1')])
    const next = [byPerson('visitor:new'), byAddress('visitor', '192.0.2.1')]
    await expect(wrong(next)).rejects.toMatchObject({ kind: 'rate_limited' })
    await failTimes(1, [byPerson('visitor:new'), byAddress('visitor', '192.0.2.2')])
  })

  it('C3 limit an IPv6 network as one address, and visitors apart from agents', async () => {
    for (let n = 0; n < 20; n += 1)
      await failTimes(1, [byPerson(`visitor:${n}`), byAddress('visitor', `2001:db8:0:1::${n}`)])
    const sameNetwork = byAddress('visitor', '2001:db8:0:1:ffff::1')
    await expect(wrong([sameNetwork])).rejects.toMatchObject({ kind: 'rate_limited' })
    await failTimes(1, [byAddress('visitor', '2001:db8:0:2::1')])
    await failTimes(1, [byAddress('agent', '2001:db8:0:1::1')])
  })
})
