import { describe, expect, test } from 'vitest'
import { hasCard, maskCards, maskTyping, mayHoldCard } from './card-numbers.ts'

/** Test numbers of the payment networks. */
const CARDS = [
  '4111111111111111',
  '4111 1111 1111 1111',
  '4111-1111-1111-1111',
  '4111\u00a01111\u00a01111\u00a01111',
  '4111.1111.1111.1111',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '3782 822463 10005',
  '6011111111111117',
  '3530111333300000',
  '30569309025904',
  '4222222222222',
  '6304000000000000',
  '4000000000000000006',
]

describe('card numbers', () => {
  test.each(CARDS)('K15 %s is found, also in the middle of a text', (card) => {
    for (const text of [card, `Your card ${card}, valid`, `x${card}y`, `(${card})`, `${card} 12 27 123`]) {
      expect(hasCard(text)).toBe(true)
      expect(maskCards(text)).toBe(text.replace(card, card.replace(/\d/g, '•')))
      expect(mayHoldCard(text)).toBe(true)
    }
  })

  test.each([
    '4111111111111112',
    '1700000000000',
    '0049 30 1234567890',
    '+49 170 1234567',
    '2024 2025 2026 2027',
    'DE89 3704 0044 0532 0130 00',
    '978-3-16-148410-0',
    'Order 302-4471902-8841120',
    '2026-11-22 10:36:55',
    '1234567890123456',
    '192.168.100.200:8080',
    '12345678901234567890123',
    '41111111  11111111',
  ])('K15 %s is left alone', (text) => {
    expect(maskCards(text)).toBe(text)
  })

  test('K15 pieces of HTML that hold one in parts, or with entities, are looked at closer', () => {
    expect(mayHoldCard('<b>4111</b> <b>1111</b>\n<b class="x">1111</b><b>1111</b>')).toBe(true)
    expect(mayHoldCard('4111&nbsp;1111&nbsp;1111&nbsp;1111')).toBe(true)
    expect(mayHoldCard('<td>4</td><td>11</td><td>2024</td>')).toBe(false)
  })

  test('K15 a number that is being typed shows six digits, unless it cannot become a card’s', () => {
    expect(maskTyping('411111')).toBe('411111')
    expect(maskTyping('4111 1111 1')).toBe('4111 11•• •')
    expect(maskTyping('4111111111111111')).toBe('••••••••••••••••')
    expect(maskTyping('1700000000000')).toBe('1700000000000')
    expect(maskTyping('call 0170 1234567')).toBe('call 0170 1234567')
  })
})
