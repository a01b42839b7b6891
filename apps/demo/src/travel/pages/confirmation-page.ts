import { html, type Html } from '../../html.ts'
import { renderArrival } from '../arrival.ts'
import { findFlight, type Flight } from '../flights.ts'
import { formatClock, formatEuro, formatLongDay, formatStops } from '../format.ts'
import { renderSteps } from '../layout.ts'
import type { Trip } from '../trips.ts'

function renderLeg(title: string, flight: Flight | undefined): Html | null {
  if (flight === undefined) return null
  return html`<div class="leg">
    <h3>${title}</h3>
    <p>
      <strong
        >${flight.from.city} ${formatClock(flight.departMinutes)} – ${flight.to.city}
        ${renderArrival(flight)}</strong
      >
    </p>
    <p>${formatLongDay(flight.date)} · ${flight.airline} ${flight.number} · ${formatStops(flight)}</p>
  </div>`
}

/** A trip's flights, seats and price. */
export function renderTripCard(trip: Trip, more: Html | null = null): Html {
  const back = trip.returnFlightId === undefined ? undefined : findFlight(trip.returnFlightId)
  return html`<article class="ticket card">
    <header><span>Booking reference</span><strong class="reference">${trip.reference}</strong></header>
    ${renderLeg('Out', findFlight(trip.flightId))} ${renderLeg('Back', back)}
    <dl class="ticket-facts">
      <div>
        <dt>Passenger</dt>
        <dd>${trip.passenger}</dd>
      </div>
      <div>
        <dt>Fare</dt>
        <dd>${trip.fareName}</dd>
      </div>
      <div>
        <dt>${trip.seatIds.length === 1 ? 'Seat' : 'Seats'}</dt>
        <dd>${trip.seatIds.join(', ')}</dd>
      </div>
      <div>
        <dt>Paid</dt>
        <dd>${formatEuro(trip.totalEuro)}</dd>
      </div>
    </dl>
    ${more}
  </article>`
}

/** After the booking. */
export function renderConfirmationPage(trip: Trip): Html {
  const city = findFlight(trip.flightId)?.to.city ?? 'your destination'
  return html`${renderSteps('Confirmation')}
    <div class="page-head celebrate">
      <h1>You are going to ${city}!</h1>
      <p>We have sent your tickets to <strong>${trip.email}</strong>.</p>
    </div>
    ${renderTripCard(trip)}
    <p class="after"><a class="button quiet" href="/travel/">Plan another trip</a></p>`
}
