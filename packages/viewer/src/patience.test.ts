import { expect, it } from 'vitest'
import { Patience } from './patience.ts'

it('tries again at once the first time, then after longer and longer', () => {
  const patience = new Patience()
  const waits = Array.from({ length: 7 }, () => patience.fail())
  expect(waits).toEqual([0, 1000, 5000, 15_000, 60_000, 60_000, 60_000])
})

it('begins anew after a page that could be shown', () => {
  const patience = new Patience()
  patience.fail()
  patience.fail()
  patience.renew()
  expect(patience.fail()).toBe(0)
})

it('R20 lets thirty pages begin in ten seconds', () => {
  const patience = new Patience()
  const begun = Array.from({ length: 40 }, (_, i) => patience.mayBegin(i * 10)).filter(Boolean)
  expect(begun).toHaveLength(30)
  expect(patience.mayBegin(10_001)).toBe(true)
})
