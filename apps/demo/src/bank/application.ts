/** Everything the applicant fills in. Texts are empty until then. */
export interface Application {
  readonly customerNumber: string
  readonly title: string
  readonly firstName: string
  readonly lastName: string
  /** ISO day. */
  readonly birthDate: string
  readonly nationalId: string
  readonly email: string
  readonly phone: string
  readonly country: string
  readonly street: string
  readonly postcode: string
  readonly city: string
  readonly otherPostAddress: boolean
  readonly postAddress: string
  readonly employment: string
  readonly occupation: string
  readonly employer: string
  /** Whole euros a year, digits only. */
  readonly income: string
  readonly sourceOfFunds: string
  readonly taxElsewhere: boolean
  readonly product: string
  readonly card: string
  readonly overdraft: boolean
  /** Whole euros, digits only. */
  readonly deposit: string
  readonly iban: string
  readonly password: string
  readonly document: FileList | null
  readonly note: string
  readonly accepted: boolean
}

export const EMPTY_APPLICATION: Application = {
  customerNumber: 'FH-2026-0048731',
  title: '',
  firstName: '',
  lastName: '',
  birthDate: '',
  nationalId: '',
  email: '',
  phone: '',
  country: '',
  street: '',
  postcode: '',
  city: '',
  otherPostAddress: false,
  postAddress: '',
  employment: '',
  occupation: '',
  employer: '',
  income: '36000',
  sourceOfFunds: '',
  taxElsewhere: false,
  product: 'plus',
  card: 'fern',
  overdraft: false,
  deposit: '',
  iban: '',
  password: '',
  document: null,
  note: '',
  accepted: false,
}

/** A step of the application; its id is the last part of its address. */
export interface Step {
  readonly id: 'personal' | 'address' | 'employment' | 'product' | 'review'
  readonly title: string
  /** The fields that must be right before the next step. */
  readonly fields: readonly (keyof Application)[]
}

export const STEPS: readonly Step[] = [
  {
    id: 'personal',
    title: 'About you',
    fields: ['title', 'firstName', 'lastName', 'birthDate', 'nationalId', 'email', 'phone'],
  },
  {
    id: 'address',
    title: 'Address',
    fields: ['country', 'street', 'postcode', 'city', 'otherPostAddress', 'postAddress'],
  },
  {
    id: 'employment',
    title: 'Work and income',
    fields: ['employment', 'occupation', 'employer', 'income', 'sourceOfFunds', 'taxElsewhere'],
  },
  {
    id: 'product',
    title: 'Your account',
    fields: ['product', 'card', 'overdraft', 'deposit', 'iban', 'password'],
  },
  { id: 'review', title: 'Review', fields: ['document', 'note', 'accepted'] },
]

/** The address of a step. */
export function stepPath(id: Step['id'] | 'done'): string {
  return `/bank/apply/${id}`
}

export const PRODUCTS = [
  { value: 'everyday', label: 'Everyday', detail: 'Free. A card, an IBAN and nothing you do not need.' },
  { value: 'plus', label: 'Plus', detail: '€4.90 a month. Travel cover, 2% interest, shared spaces.' },
  { value: 'private', label: 'Private', detail: '€14.90 a month. A banker with a name and a direct line.' },
] as const

export const CARDS = [
  { value: 'fern', label: 'Fern green', detail: 'Recycled plastic' },
  { value: 'slate', label: 'Slate', detail: 'Brushed metal, €20' },
  { value: 'paper', label: 'Paper', detail: 'Only in your phone' },
] as const

export const EMPLOYMENTS = [
  { value: 'employed', label: 'Employed', detail: 'With a contract' },
  { value: 'self-employed', label: 'Self-employed', detail: 'Or freelance' },
  { value: 'student', label: 'Student', detail: 'Or in training' },
  { value: 'not-working', label: 'Not working', detail: 'Retired, caring, looking' },
] as const

export const OCCUPATIONS = [
  'Accountant',
  'Architect',
  'Carpenter',
  'Chef',
  'Civil servant',
  'Designer',
  'Doctor',
  'Driver',
  'Electrician',
  'Engineer',
  'Farmer',
  'Journalist',
  'Lawyer',
  'Nurse',
  'Pilot',
  'Researcher',
  'Sales',
  'Software developer',
  'Teacher',
  'Other',
] as const

export const COUNTRIES = [
  'Austria',
  'Belgium',
  'Denmark',
  'Finland',
  'France',
  'Germany',
  'Iceland',
  'Ireland',
  'Italy',
  'Luxembourg',
  'Netherlands',
  'Norway',
  'Portugal',
  'Spain',
  'Sweden',
  'Switzerland',
] as const

export const TITLES = ['Ms', 'Mr', 'Mx', 'Dr'] as const
