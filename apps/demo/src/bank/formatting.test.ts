import { describe, expect, it } from 'vitest'
import {
  formatAmount,
  formatIban,
  formatPhone,
  isIban,
  parseAmount,
  parseIban,
  parsePhone,
} from './formatting.ts'

describe('amounts', () => {
  it.each([
    ['1234567', '1,234,567'],
    ['00,500', '500'],
    ['€ 36.000', '36,000'],
    ['', ''],
    ['0', '0'],
  ])('shows %j as %j', (typed, shown) => {
    expect(formatAmount(parseAmount(typed))).toBe(shown)
  })
})

describe('phone numbers', () => {
  it.each([
    ['31612345678', '+31 612 345 678'],
    ['+31', '+31'],
    ['+', ''],
  ])('shows %j as %j', (typed, shown) => {
    expect(formatPhone(parsePhone(typed))).toBe(shown)
  })
})

describe('IBANs', () => {
  it('are grouped by four in capitals', () => {
    expect(formatIban(parseIban('nl91abna0417-164300'))).toBe('NL91 ABNA 0417 1643 00')
  })

  it('are accepted only with the right check digits', () => {
    expect(isIban('NL91ABNA0417164300')).toBe(true)
    expect(isIban('DE89370400440532013000')).toBe(true)
    expect(isIban('NL91ABNA0417164301')).toBe(false)
    expect(isIban('NL91')).toBe(false)
  })
})
