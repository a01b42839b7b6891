const THOUSANDS = /\B(?=(\d{3})+$)/g
const MAX_AMOUNT_DIGITS = 8
const MAX_PHONE_DIGITS = 13
const MAX_IBAN_LENGTH = 34

/** Digits only, without leading zeros: `'36,00x0'` to `'36000'`. */
export function parseAmount(text: string): string {
  return text
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(0, MAX_AMOUNT_DIGITS)
}

/** `'36000'` to `'36,000'`. */
export function formatAmount(digits: string): string {
  return digits.replace(THOUSANDS, ',')
}

/** `'+31 6 12'` to `'+31612'`. The plus is added, so that nobody has to find it. */
export function parsePhone(text: string): string {
  const digits = text.replace(/\D/g, '').slice(0, MAX_PHONE_DIGITS)
  return digits === '' ? '' : `+${digits}`
}

/** `'+31612345678'` to `'+31 612 345 678'`: two digits of the country, then threes. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  if (digits === '') return ''
  const rest = digits.slice(2).replace(/(\d{3})(?=\d)/g, '$1 ')
  return rest === '' ? `+${digits}` : `+${digits.slice(0, 2)} ${rest}`
}

/** Letters and digits in capitals: `'nl91 abna'` to `'NL91ABNA'`. */
export function parseIban(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, MAX_IBAN_LENGTH)
}

/** Groups of four, as on paper. */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}

/** The check of ISO 13616: with the first four characters moved to the end and letters as 10 to 35, modulo 97 is 1. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const moved = iban.slice(4) + iban.slice(0, 4)
  const remainder = Array.from(moved).reduce((rest, character) => {
    const value = Number.parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
  return remainder === 1
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** `14 March 1990` from an ISO day; empty for none. */
export function formatDay(isoDay: string): string {
  const date = parseDay(isoDay)
  return date === undefined ? '' : DAY.format(date)
}

/** The local midnight of an ISO day, or undefined for none. */
export function parseDay(isoDay: string): Date | undefined {
  return isoDay === '' ? undefined : new Date(`${isoDay}T00:00:00`)
}

/** The ISO day of a local date. */
export function toIsoDay(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
