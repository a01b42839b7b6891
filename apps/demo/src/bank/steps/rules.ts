import { isIban, parseDay } from '../formatting.ts'

/** Youngest age at which an account can be opened. */
const MIN_AGE_YEARS = 18

/** A rule: the field must be filled in. */
export function required(message: string): { readonly required: string } {
  return { required: message }
}

/** A rule for a date of birth: there, and long enough ago. */
export const birthDateRules = {
  required: 'Choose your date of birth.',
  validate: (value: string) => {
    const limit = new Date()
    limit.setFullYear(limit.getFullYear() - MIN_AGE_YEARS)
    return (parseDay(value) ?? limit) <= limit || `You must be ${MIN_AGE_YEARS} or older.`
  },
}

export const emailRules = {
  required: 'Write your e-mail address.',
  pattern: {
    value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    message: 'Write an e-mail address, like name@example.com.',
  },
}

export const phoneRules = {
  required: 'Write your mobile number.',
  minLength: { value: 10, message: 'This number is too short.' },
}

export const nationalIdRules = {
  required: 'Write your national ID number.',
  pattern: { value: /^[A-Z0-9-]{6,14}$/i, message: 'Six to fourteen letters and digits.' },
}

/** A rule for an IBAN that may be left out. */
export const ibanRules = {
  validate: (value: string) =>
    value === '' || isIban(value) || 'This IBAN is not right: check it digit by digit.',
}

export const passwordRules = {
  required: 'Choose a password.',
  minLength: { value: 10, message: 'At least ten characters.' },
}
