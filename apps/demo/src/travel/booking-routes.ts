import type { FastifyReply } from 'fastify'
import { html } from '../html.ts'
import { sendHtml } from '../send-html.ts'
import { findFare } from './fares.ts'
import { findFlight } from './flights.ts'
import { renderLayout } from './layout.ts'
import { renderCheckoutPage, type CheckoutView } from './pages/checkout-page.ts'
import { renderConfirmationPage } from './pages/confirmation-page.ts'
import { renderSeatsPage } from './pages/seats-page.ts'
import {
  EMPTY_PASSENGER,
  listPassengerErrors,
  readPassengerForm,
  type PassengerFields,
} from './passenger-form.ts'
import { listPrice, sumPrice } from './price.ts'
import { findFreeSeat } from './seats.ts'
import type { Booking, TravelSession } from './sessions.ts'
import { formOf, type TravelContext } from './travel-context.ts'
import type { Trip } from './trips.ts'

const FIRST_BOOKING = 48_000

function passengersOf(session: TravelSession): number {
  return session.search?.passengers ?? 1
}

function priceOf(session: TravelSession, booking: Booking, fields: PassengerFields) {
  return listPrice(booking, passengersOf(session), fields)
}

/** The names of a signed-in customer are filled in for them. */
function startingFields(session: TravelSession): PassengerFields {
  const [firstName = '', ...rest] = session.account?.name.split(' ') ?? []
  return { ...EMPTY_PASSENGER, firstName, lastName: rest.join(' '), email: session.account?.email ?? '' }
}

function buildTrip(session: TravelSession, booking: Booking, fields: PassengerFields, serial: number): Trip {
  return {
    reference: `FF${serial.toString(36).toUpperCase()}`,
    flightId: booking.flightId,
    ...(booking.returnFlightId === undefined ? {} : { returnFlightId: booking.returnFlightId }),
    fareName: findFare(booking.fareId)?.name ?? '',
    seatIds: booking.seatIds ?? [],
    passenger: `${fields.firstName} ${fields.lastName}`,
    email: fields.email,
    totalEuro: sumPrice(priceOf(session, booking, fields)),
  }
}

/** From the choice of a fare to the confirmation. A step whose earlier step is missing leads back to it. */
export function registerBookingRoutes(context: TravelContext): void {
  registerFare(context)
  registerSeats(context)
  registerCheckout(context)
  registerConfirmation(context)
}

function registerFare({ app, sessions }: TravelContext): void {
  app.post('/travel/booking', (request, reply) => {
    const form = formOf(request.body)
    const flight = findFlight(form.get('flight') ?? '')
    const fare = findFare(form.get('fare') ?? '')
    if (flight === undefined || fare === undefined) return reply.redirect('/travel/', 303)
    const returnFlight = findFlight(form.get('returnFlight') ?? '')
    const session = sessions.open(request, reply)
    session.booking = {
      flightId: flight.id,
      fareId: fare.id,
      ...(returnFlight === undefined ? {} : { returnFlightId: returnFlight.id }),
    }
    return reply.redirect('/travel/seats', 303)
  })
}

function registerSeats({ app, sessions, tag }: TravelContext): void {
  function sendSeats(
    reply: FastifyReply,
    session: TravelSession,
    booking: Booking,
    error?: string,
  ): FastifyReply {
    const flight = findFlight(booking.flightId)
    if (flight === undefined) return reply.redirect('/travel/', 303)
    const main = renderSeatsPage({
      flight,
      passengers: passengersOf(session),
      chosen: booking.seatIds ?? [],
      ...(error === undefined ? {} : { error }),
    })
    const head = html`<script type="module" src="/travel/assets/seats.js"></script>`
    const page = renderLayout({ title: 'Seats', pageClass: 'page-seats', main, tag, session, head })
    return sendHtml(reply, page, error === undefined ? 200 : 422)
  }

  app.get('/travel/seats', (request, reply) => {
    const session = sessions.find(request)
    if (session?.booking === undefined) return reply.redirect('/travel/', 303)
    return sendSeats(reply, session, session.booking)
  })

  app.post('/travel/seats', (request, reply) => {
    const session = sessions.find(request)
    if (session?.booking === undefined) return reply.redirect('/travel/', 303)
    const { booking } = session
    const wanted = passengersOf(session)
    const ids = [...new Set(formOf(request.body).getAll('seat'))]
    const seatIds = ids.filter((id) => findFreeSeat(booking.flightId, id) !== undefined)
    if (seatIds.length !== wanted || seatIds.length !== ids.length) {
      const message = wanted === 1 ? 'Please choose a seat.' : `Please choose ${wanted} seats.`
      return sendSeats(reply, session, { ...booking, seatIds }, message)
    }
    session.booking = { ...booking, seatIds }
    return reply.redirect('/travel/checkout', 303)
  })
}

function registerCheckout({ app, sessions, tag }: TravelContext): void {
  let nextSerial = FIRST_BOOKING

  function renderCheckout(session: TravelSession, view: CheckoutView) {
    const main = renderCheckoutPage(view)
    return renderLayout({ title: 'Passenger and payment', pageClass: 'page-checkout', main, tag, session })
  }

  app.get('/travel/checkout', (request, reply) => {
    const session = sessions.find(request)
    if (session?.booking?.seatIds === undefined) return reply.redirect('/travel/seats', 303)
    const fields = startingFields(session)
    const price = priceOf(session, session.booking, fields)
    return sendHtml(reply, renderCheckout(session, { fields, errors: {}, price }))
  })

  app.post('/travel/checkout', (request, reply) => {
    const session = sessions.find(request)
    if (session?.booking?.seatIds === undefined) return reply.redirect('/travel/seats', 303)
    const { fields, card } = readPassengerForm(formOf(request.body))
    const errors = listPassengerErrors(fields, card, new Date())
    if (Object.keys(errors).length > 0) {
      const price = priceOf(session, session.booking, fields)
      return sendHtml(reply, renderCheckout(session, { fields, errors, price }), 422)
    }
    const trip = buildTrip(session, session.booking, fields, nextSerial)
    nextSerial += 1
    session.trips = [trip, ...session.trips]
    delete session.booking
    return reply.redirect('/travel/confirmation', 303)
  })
}

function registerConfirmation({ app, sessions, tag }: TravelContext): void {
  app.get('/travel/confirmation', (request, reply) => {
    const session = sessions.find(request)
    const [trip] = session?.trips ?? []
    if (trip === undefined) return reply.redirect('/travel/', 303)
    const main = renderConfirmationPage(trip)
    return sendHtml(
      reply,
      renderLayout({ title: 'Booked', pageClass: 'page-confirmation', main, tag, session }),
    )
  })
}
