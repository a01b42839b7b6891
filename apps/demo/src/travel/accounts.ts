/** A customer who can sign in on the travel site. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly memberNumber: string
}

/** The one demo customer; the sign-in page shows these credentials. */
export const DEMO_ACCOUNT: Account = {
  id: 'cust-2041',
  name: 'Maya Lindgren',
  email: 'maya@example.com',
  password: 'window-seat',
  memberNumber: 'FF 2041 7730',
}

/** The account with this e-mail address (in any case) and password, or undefined. */
export function findAccount(email: string, password: string): Account | undefined {
  const isMatch = email.trim().toLowerCase() === DEMO_ACCOUNT.email && password === DEMO_ACCOUNT.password
  return isMatch ? DEMO_ACCOUNT : undefined
}
