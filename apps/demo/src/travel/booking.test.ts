import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildDemo } from '../build-demo.ts'
import { DEMO_ACCOUNT } from './accounts.ts'

let app: FastifyInstance
let cookie: string

beforeEach(async () => {
  app = await buildDemo({ serverUrl: 'http://localhost:4000', siteKey: 'k' })
  cookie = ''
})

afterEach(() => app.close())

/** Keeps the cookie like a browser would. */
async function send(method: 'GET' | 'POST', url: string, form?: Readonly<Record<string, string>>) {
  const answer = await app.inject({
    method,
    url,
    headers: {
      cookie,
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
  })
  const [set] = answer.cookies
  if (set !== undefined) cookie = `${set.name}=${set.value}`
  return answer
}

const SEARCH = '/travel/flights?from=LIS&to=JFK&trip=return&depart=2027-03-01&back=2027-03-09&passengers=1'

const PASSENGER = {
  title: 'Ms',
  firstName: 'Ada',
  lastName: 'Berg',
  email: 'ada@example.com',
  phone: '+31 6 1234 5678',
  birthDate: '1990-03-14',
  nationality: 'Dutch',
  passport: 'X1234567',
  passportExpiry: '2099-01-01',
  insurance: 'none',
  cardName: 'Ada Berg',
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12/98',
  cardCsc: '123',
  terms: 'yes',
}

async function goToCheckout(): Promise<void> {
  await send('GET', SEARCH)
  await send('POST', '/travel/booking', { flight: 'LIS-JFK-2027-03-01-4', fare: 'plus' })
  const seats = await send('GET', '/travel/seats')
  const free = /value="(\d+[A-F])"\s+aria-label="[^"]*included"/.exec(seats.body)?.[1] ?? ''
  const answer = await send('POST', '/travel/seats', { seat: free })
  expect(answer.headers.location).toBe('/travel/checkout')
}

describe('the search', () => {
  it('lists the same 25 flights every time, and fewer with a filter', async () => {
    const first = await send('GET', SEARCH)
    const again = await send('GET', SEARCH)
    expect(first.body).toBe(again.body)
    expect(first.body).toContain('25 of 25 flights')
    const direct = await send('GET', `${SEARCH}&stops=0`)
    expect(direct.body).not.toContain('25 of 25 flights')
    expect(direct.body).not.toContain('stops in')
  })

  it('shows the form again with a message when a field is wrong', async () => {
    const { statusCode, body } = await send('GET', SEARCH.replace('back=2027-03-09', 'back=2027-02-01'))
    expect(statusCode).toBe(422)
    expect(body).toContain('You would be back before you leave.')
    expect(body).toMatch(/value="2027-02-01"/)
  })
})

describe('the checkout', () => {
  it('books with good details and shows the confirmation', async () => {
    await goToCheckout()
    const answer = await send('POST', '/travel/checkout', PASSENGER)
    expect(answer.headers.location).toBe('/travel/confirmation')
    const { body } = await send('GET', '/travel/confirmation')
    expect(body).toContain('You are going to New York!')
    expect(body).toContain('ada@example.com')
  })

  it('refuses bad details, keeps the other values, and never sends card details back', async () => {
    await goToCheckout()
    const bad = { ...PASSENGER, lastName: '"><script>', email: 'ada', cardNumber: '4242 4242 4242 4241' }
    const { statusCode, body } = await send('POST', '/travel/checkout', bad)
    expect(statusCode).toBe(422)
    expect(body).toContain('Write an e-mail address')
    expect(body).toContain('This card number is not complete.')
    expect(body).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(body).toContain('value="X1234567"')
    expect(body).not.toContain('4241')
    expect(body).not.toContain('value="123"')
  })

  it('leads back to the step that is missing', async () => {
    expect((await send('GET', '/travel/checkout')).headers.location).toBe('/travel/seats')
    expect((await send('GET', '/travel/seats')).headers.location).toBe('/travel/')
  })

  it('refuses a seat that is taken', async () => {
    await send('GET', SEARCH)
    await send('POST', '/travel/booking', { flight: 'LIS-JFK-2027-03-01-4', fare: 'plus' })
    const seats = await send('GET', '/travel/seats')
    const taken = /value="(\d+[A-F])"\s+aria-label="[^"]*taken"/.exec(seats.body)?.[1] ?? ''
    expect(taken).not.toBe('')
    expect((await send('POST', '/travel/seats', { seat: taken })).statusCode).toBe(422)
  })
})

describe('signing in', () => {
  const credentials = { email: DEMO_ACCOUNT.email, password: DEMO_ACCOUNT.password }

  it('opens what is private, with a cookie that scripts cannot read', async () => {
    for (const file of ['avatar.svg', 'member.css', 'boarding-pass/FFR7KQ.svg']) {
      expect((await send('GET', `/travel/private/${file}`)).statusCode).toBe(401)
    }
    expect((await send('GET', '/travel/trips')).headers.location).toBe('/travel/sign-in?next=/travel/trips')
    const signedIn = await send('POST', '/travel/sign-in', { ...credentials, next: '/travel/trips' })
    expect(signedIn.cookies.at(-1)).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/travel' })
    const trips = await send('GET', '/travel/trips')
    expect(trips.body).toContain('FFR7KQ')
    expect(trips.body).toContain('data-id="cust-2041"')
    expect((await send('GET', '/travel/private/avatar.svg')).headers['content-type']).toContain(
      'image/svg+xml',
    )
    expect((await send('GET', '/travel/private/member.css')).statusCode).toBe(200)
  })

  it('gives a new session id, and ends with signing out', async () => {
    await send('GET', SEARCH)
    const before = cookie
    await send('POST', '/travel/sign-in', credentials)
    expect(cookie).not.toBe(before)
    const signedIn = cookie
    await send('POST', '/travel/sign-out')
    cookie = signedIn
    expect((await send('GET', '/travel/private/avatar.svg')).statusCode).toBe(401)
  })

  it('refuses a wrong password, and keeps the address', async () => {
    const { statusCode, body } = await send('POST', '/travel/sign-in', { ...credentials, password: 'x' })
    expect(statusCode).toBe(401)
    expect(body).toContain(`value="${DEMO_ACCOUNT.email}"`)
  })

  it('goes only to pages of this site afterwards', async () => {
    const { headers } = await send('POST', '/travel/sign-in', {
      ...credentials,
      next: 'https://evil.example/',
    })
    expect(headers.location).toBe('/travel/trips')
  })
})
