/** The fields of the checkout that may be shown again after a mistake. */
export interface PassengerFields {
  readonly title: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
  readonly birthDate: string
  readonly nationality: string
  readonly passport: string
  readonly passportExpiry: string
  readonly extras: readonly string[]
  readonly insurance: string
  readonly message: string
  readonly cardName: string
  readonly terms: boolean
}

/** Card details: checked and forgotten; they are never sent back to the browser. */
export interface CardFields {
  readonly number: string
  readonly expiry: string
  readonly csc: string
}

export const NATIONALITIES = [
  'Austrian',
  'Belgian',
  'British',
  'Danish',
  'Dutch',
  'French',
  'German',
  'Icelandic',
  'Irish',
  'Italian',
  'Japanese',
  'Moroccan',
  'Norwegian',
  'Portuguese',
  'South African',
  'Spanish',
  'Swedish',
  'Swiss',
  'United States',
] as const

export const EXTRAS = [
  { id: 'bag', label: 'Checked bag, 23 kg', euro: 38 },
  { id: 'priority', label: 'Priority boarding', euro: 14 },
  { id: 'meal', label: 'Warm meal on board', euro: 11 },
] as const

export const INSURANCES = [
  { id: 'none', label: 'No insurance', euro: 0 },
  { id: 'basic', label: 'Cancellation', euro: 19 },
  { id: 'full', label: 'Cancellation and medical', euro: 42 },
] as const

export const EMPTY_PASSENGER: PassengerFields = {
  title: '',
  firstName: '',
  lastName: '',
  email: '',
  phone: '',
  birthDate: '',
  nationality: '',
  passport: '',
  passportExpiry: '',
  extras: [],
  insurance: 'none',
  message: '',
  cardName: '',
  terms: false,
}

/** A message a field. */
export type PassengerErrors = Partial<
  Record<Exclude<keyof PassengerFields, 'extras' | 'insurance' | 'message'> | keyof CardFields, string>
>

/** The checkout as posted; what is missing is empty. */
export function readPassengerForm(body: URLSearchParams): { fields: PassengerFields; card: CardFields } {
  const text = (name: string): string => body.get(name)?.trim() ?? ''
  const fields = {
    title: text('title'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    email: text('email'),
    phone: text('phone'),
    birthDate: text('birthDate'),
    nationality: text('nationality'),
    passport: text('passport'),
    passportExpiry: text('passportExpiry'),
    extras: body.getAll('extra').filter((id) => EXTRAS.some((extra) => extra.id === id)),
    insurance: INSURANCES.find(({ id }) => id === text('insurance'))?.id ?? 'none',
    message: text('message'),
    cardName: text('cardName'),
    terms: body.has('terms'),
  }
  return { fields, card: { number: text('cardNumber'), expiry: text('cardExpiry'), csc: text('cardCsc') } }
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const PASSPORT = /^[A-Z0-9]{6,9}$/i
const PHONE = /^\+?[\d\s()-]{7,20}$/
const EXPIRY = /^(0[1-9]|1[0-2])\s?\/\s?(\d{2})$/

/** The check digit test that card numbers pass (Luhn, ISO/IEC 7812-1). */
function isCardNumber(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{13,19}$/.test(digits)) return false
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, character, index) => {
      const doubled = Number(character) * (index % 2 === 1 ? 2 : 1)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return sum % 10 === 0
}

function isExpired(expiry: string, now: Date): boolean {
  const [, month = '', year = ''] = EXPIRY.exec(expiry) ?? []
  // The card is good until the last day of its month: the first day of the next one is the limit.
  return new Date(Date.UTC(2000 + Number(year), Number(month), 1)) <= now
}

function listCardErrors(card: CardFields, now: Date): PassengerErrors {
  const errors: PassengerErrors = {}
  if (!isCardNumber(card.number)) errors.number = 'This card number is not complete.'
  if (!EXPIRY.test(card.expiry)) errors.expiry = 'Write month and year, like 09/28.'
  else if (isExpired(card.expiry, now)) errors.expiry = 'This card has expired.'
  if (!/^\d{3,4}$/.test(card.csc)) errors.csc = 'The three or four digits on the card.'
  return errors
}

/** What is wrong with a checkout; an empty object if nothing is. */
export function listPassengerErrors(fields: PassengerFields, card: CardFields, now: Date): PassengerErrors {
  const errors: PassengerErrors = {}
  const today = now.toISOString().slice(0, 10)
  if (fields.title === '') errors.title = 'Choose a title.'
  if (fields.firstName === '') errors.firstName = 'Write the first name as in the passport.'
  if (fields.lastName === '') errors.lastName = 'Write the last name as in the passport.'
  if (!EMAIL.test(fields.email)) errors.email = 'Write an e-mail address, like name@example.com.'
  if (!PHONE.test(fields.phone)) errors.phone = 'Write a phone number with its country code.'
  if (fields.birthDate === '' || fields.birthDate >= today)
    errors.birthDate = 'Choose a date of birth in the past.'
  if (fields.nationality === '') errors.nationality = 'Choose a nationality.'
  if (!PASSPORT.test(fields.passport)) errors.passport = 'Six to nine letters and digits.'
  if (fields.passportExpiry <= today) errors.passportExpiry = 'The passport must be valid on the day you fly.'
  if (fields.cardName === '') errors.cardName = 'Write the name on the card.'
  if (!fields.terms) errors.terms = 'Please accept the terms to book.'
  return { ...errors, ...listCardErrors(card, now) }
}
