import { html, type Html } from '../../html.ts'
import type { Account } from '../accounts.ts'
import type { Trip } from '../trips.ts'
import { renderTripCard } from './confirmation-page.ts'

function renderBoardingPass(trip: Trip): Html {
  return html`<details class="boarding">
    <summary>Boarding pass</summary>
    <img
      src="/travel/private/boarding-pass/${trip.reference}.svg"
      width="560"
      height="200"
      alt="Boarding pass ${trip.reference}"
    />
  </details>`
}

/** Only for those who are signed in. */
export function renderTripsPage(account: Account, trips: readonly Trip[]): Html {
  return html`<div class="page-head">
      <h1>My trips</h1>
      <p>${account.name} · <span class="member-badge">Member ${account.memberNumber}</span></p>
    </div>
    <div class="trip-list">${trips.map((trip) => renderTripCard(trip, renderBoardingPass(trip)))}</div>`
}
