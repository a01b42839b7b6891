/**
 * Card numbers in plain text (rule K15): 13 to 19 digits that a card may begin with, with single spaces, dashes or dots
 * between groups, and a right check digit (ISO/IEC 7812-1, annex B). Other long numbers are left alone: nine of ten fail the
 * check, and years, times in milliseconds and most article numbers begin with other digits.
 */
const RUN = /\d(?:[ \u00a0\u2007-\u200a\u202f.\u2010-\u2015-]?\d){12,}/g
const FIRST = /^(?:2[2-7]|3[0-9]|[4-6])/
const MIN = 13
const MAX = 19
const GAP = /\D/g

/** Quick look: what does not match has no card number. Also across tags of HTML (numbers in pieces). */
const POSSIBLE = /[2-6]\d{3}(?:(?:<[^<>]*>|&nbsp;|[\s.\u00a0\u2007-\u200a\u202f\u2010-\u2015-])*\d{3,6}){2}/

export function mayHoldCard(html: string): boolean {
  return POSSIBLE.test(html)
}

export function hasCard(text: string): boolean {
  return maskCards(text) !== text
}

/** Bullets in place of the digits of card numbers; the rest of the text, and its length, stay. */
export function maskCards(text: string): string {
  if (text.length < MIN || !/\d/.test(text)) return text
  return text.replace(RUN, maskRun)
}

/** What follows a card's number without a word between (`4111 1111 1111 1111 12 27`) may not hide it. */
function maskRun(run: string): string {
  const groups = run.split(/(\D)/)
  for (let from = 0; from < groups.length; from += 2) {
    let digits = ''
    for (let to = from; to < groups.length && digits.length <= MAX; to += 2) {
      digits += groups[to] ?? ''
      if (!isCard(digits)) continue
      for (let at = from; at <= to; at += 2) groups[at] = '•'.repeat(groups[at]?.length ?? 0)
      from = to
      break
    }
  }
  return groups.join('')
}

function isCard(digits: string): boolean {
  return digits.length >= MIN && digits.length <= MAX && FIRST.test(digits) && isLuhn(digits)
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const twice = digit * 2
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

const PREFIX = 6

/**
 * While a number is being typed nobody knows yet whether it will be a card's: from the seventh digit on bullets stand in
 * its place, if it may become one. For fields that have the focus; others show what they hold.
 */
export function maskTyping(text: string): string {
  const masked = maskCards(text)
  return masked.replace(/\d(?:[ \u00a0.-]?\d){6,}/g, (run) => {
    const digits = run.replace(GAP, '')
    if (digits.length > MAX || !FIRST.test(digits)) return run
    let seen = 0
    return run.replace(/\d/g, (digit) => (++seen > PREFIX ? '•' : digit))
  })
}
