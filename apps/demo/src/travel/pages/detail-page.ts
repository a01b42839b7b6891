import { flag, html, type Html } from '../../html.ts'
import { renderArrival } from '../arrival.ts'
import { FARES, type Fare } from '../fares.ts'
import type { Flight } from '../flights.ts'
import { formatClock, formatDay, formatDuration, formatEuro, formatLongDay, formatStops } from '../format.ts'
import { renderSteps } from '../layout.ts'
import { renderRouteMap } from '../route-map.ts'

const FARE_RULES = [
  [
    'Booking',
    'Your booking is valid once we have sent a reference. Prices are per adult and include all taxes.',
  ],
  [
    'Names',
    'Names must match the passport. Up to three letters can be corrected free of charge until check-in.',
  ],
  [
    'Changes',
    'Light cannot be changed. Plus changes for €35 a flight and the difference in price. Flex changes free.',
  ],
  [
    'Refunds',
    'Any fare is refunded in full within 24 hours of booking. After that only Flex is, until departure.',
  ],
  [
    'Baggage',
    'A small bag is 40 × 30 × 15 cm. A cabin bag is 55 × 40 × 23 cm and 8 kg. A checked bag is 23 kg.',
  ],
  ['Check-in', 'Opens 30 hours before departure, on this site. Bag drop closes 50 minutes before departure.'],
  [
    'Missed connections',
    'On one booking we look after you: the next free seat, a meal after two hours, a bed at night.',
  ],
  [
    'Children',
    'Children under two travel on a lap for a tenth of the fare. From two on they have a seat of their own.',
  ],
  [
    'Special help',
    'Tell us 48 hours ahead about wheelchairs, guide dogs or medical devices. There is no charge.',
  ],
] as const

const FAQ = [
  ['Is my bag checked through?', 'Yes. On all flights of one booking your bag goes to the last airport.'],
  [
    'Can I sleep, eat and charge?',
    'There is a socket at every seat, a warm meal over four hours, a blanket over six.',
  ],
  [
    'How green is this flight?',
    'We show what the airline reports for this aircraft, divided by seats. No offsets.',
  ],
] as const

/** Scenes exist for these cities; the others show the one of the open sky. */
const SCENES: Readonly<Record<string, string>> = {
  LIS: 'lisbon',
  JFK: 'new-york',
  HND: 'tokyo',
  KEF: 'reykjavik',
  RAK: 'marrakech',
  CPT: 'cape-town',
}

function renderFare(fare: Fare, flight: Flight, chosen: boolean): Html {
  return html`<label class="fare card">
    <input type="radio" name="fare" value="${fare.id}" ${flag('checked', chosen)} />
    <span class="fare-name">${fare.name}</span>
    <span class="fare-tagline">${fare.tagline}</span>
    <span class="fare-list">${fare.includes.map((item) => html`<span>${item}</span>`)}</span>
    <strong class="price">${formatEuro(Math.round(flight.priceEuro * fare.factor))}</strong>
  </label>`
}

function renderReturnChoice(flights: readonly Flight[]): Html | null {
  const [first] = flights
  if (first === undefined) return null
  return html`<fieldset class="return-choice">
    <legend><h2>Your way back, ${formatDay(first.date)}</h2></legend>
    ${flights.map(
      (flight) =>
        html`<label class="return-option card">
          <input type="radio" name="returnFlight" value="${flight.id}" ${flag('checked', flight === first)} />
          <span><strong>${formatClock(flight.departMinutes)} – ${renderArrival(flight)}</strong></span>
          <span>${flight.airline} ${flight.number}</span>
          <span>${formatStops(flight)}</span>
          <strong class="price">${formatEuro(flight.priceEuro)}</strong>
        </label>`,
    )}
  </fieldset>`
}

function renderItinerary(flight: Flight): Html {
  return html`<dl class="itinerary">
    <div>
      <dt>${formatClock(flight.departMinutes)}</dt>
      <dd><strong>${flight.from.city}</strong> ${flight.from.name} (${flight.from.code})</dd>
    </div>
    ${flight.stops.map(
      (stop) =>
        html`<div class="via">
          <dt>via</dt>
          <dd><strong>${stop.city}</strong> ${stop.name} (${stop.code})</dd>
        </div>`,
    )}
    <div>
      <dt>${renderArrival(flight)}</dt>
      <dd><strong>${flight.to.city}</strong> ${flight.to.name} (${flight.to.code})</dd>
    </div>
  </dl>`
}

function renderDestination(flight: Flight): Html {
  const scene = SCENES[flight.to.code] ?? 'hero'
  return html`<section class="destination card">
    <img
      src="/travel/assets/art/${scene}-640.jpg"
      srcset="/travel/assets/art/${scene}-640.jpg 640w, /travel/assets/art/${scene}-1280.jpg 1280w"
      sizes="(min-width: 900px) 360px, 92vw"
      width="640"
      height="400"
      alt="A drawing of ${flight.to.city}"
    />
    <iframe
      src="/travel/widgets/weather/${flight.to.code}"
      title="Weather in ${flight.to.city}"
      loading="lazy"
    ></iframe>
  </section>`
}

const FARE_RULES_BOX = html`<section class="rules-block">
  <h2 id="fare-rules">Fare rules</h2>
  <div class="rules card" role="region" aria-labelledby="fare-rules" tabindex="0">
    ${FARE_RULES.map(
      ([title, text]) =>
        html`<h3>${title}</h3>
          <p>${text}</p>`,
    )}
  </div>
</section>`

const FAQ_BLOCK = html`<section class="faq">
  <h2>Good to know</h2>
  ${FAQ.map(
    ([question, answer]) =>
      html`<details class="card">
        <summary>${question}</summary>
        <p>${answer}</p>
      </details>`,
  )}
</section>`

/** One flight: the route, the fares and the flights back. */
export function renderDetailPage(flight: Flight, returnFlights: readonly Flight[]): Html {
  return html`${renderSteps('Flight')}
    <div class="page-head">
      <h1>${flight.from.city} to ${flight.to.city}</h1>
      <p>
        ${formatLongDay(flight.date)} · ${flight.airline} ${flight.number} · ${flight.aircraft} ·
        ${formatDuration(flight.durationMinutes)}
      </p>
    </div>
    <div class="detail">
      <div class="detail-main">
        <section class="card route">${renderRouteMap(flight)} ${renderItinerary(flight)}</section>
        <form method="post" action="/travel/booking" aria-label="Choose a fare">
          <input type="hidden" name="flight" value="${flight.id}" />
          <fieldset class="fares">
            <legend><h2>Choose your fare</h2></legend>
            ${FARES.map((fare) => renderFare(fare, flight, fare.id === 'plus'))}
          </fieldset>
          ${renderReturnChoice(returnFlights)}
          <button class="button primary large" type="submit">Continue to seats</button>
        </form>
      </div>
      <aside class="detail-side">${renderDestination(flight)} ${FARE_RULES_BOX} ${FAQ_BLOCK}</aside>
    </div>`
}
