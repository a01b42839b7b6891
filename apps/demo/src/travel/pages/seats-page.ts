import { flag, html, type Html } from '../../html.ts'
import type { Flight } from '../flights.ts'
import { renderSteps } from '../layout.ts'
import { describeSeat, SEAT_LETTERS, seatRows, type Seat } from '../seats.ts'

/** What the seat page shows. */
export interface SeatsView {
  readonly flight: Flight
  readonly passengers: number
  readonly chosen: readonly string[]
  readonly error?: string
}

function seatClass(seat: Seat): string {
  if (seat.taken) return 'seat taken'
  if (seat.extraLegroom) return 'seat legroom'
  return seat.surchargeEuro > 0 ? 'seat front' : 'seat'
}

/** One passenger picks one of all seats (radio); several pick as many as they are (checkboxes). */
function renderSeat(seat: Seat, view: SeatsView): Html {
  const type = view.passengers === 1 ? 'radio' : 'checkbox'
  const label = describeSeat(seat)
  return html`<label class="${seatClass(seat)}" title="${label}">
    <input
      type="${type}"
      name="seat"
      value="${seat.id}"
      aria-label="${label}"
      data-surcharge="${seat.surchargeEuro}"
      ${flag('disabled', seat.taken)}
      ${flag('checked', view.chosen.includes(seat.id))}
    />
    <span aria-hidden="true">${seat.letter}</span>
  </label>`
}

function renderRow(row: readonly Seat[], view: SeatsView): Html {
  const seats = row.map((seat) => renderSeat(seat, view))
  const number = row[0]?.row ?? 0
  const isExit = row[0]?.extraLegroom === true && number > 1
  return html`<div class="${isExit ? 'seat-row exit' : 'seat-row'}">
    ${seats.slice(0, 3)}<span class="row-number" aria-hidden="true">${number}</span>${seats.slice(3)}
  </div>`
}

const LEGEND = html`<ul class="seat-legend">
  <li><i class="seat"></i> Included</li>
  <li><i class="seat front"></i> Front, €18</li>
  <li><i class="seat legroom"></i> Extra legroom, €29</li>
  <li><i class="seat taken"></i> Taken</li>
</ul>`

/** The seat map. */
export function renderSeatsPage(view: SeatsView): Html {
  const wanted = view.passengers === 1 ? 'your seat' : `${view.passengers} seats`
  return html`${renderSteps('Seats')}
    <div class="page-head">
      <h1>Pick ${wanted}</h1>
      <p>${view.flight.airline} ${view.flight.number} · ${view.flight.aircraft}</p>
    </div>
    ${view.error !== undefined && html`<p class="alert" role="alert">${view.error}</p>`}
    <form
      class="seats"
      method="post"
      action="/travel/seats"
      data-passengers="${view.passengers}"
      aria-label="Seat map"
    >
      ${LEGEND}
      <fieldset class="cabin">
        <legend class="visually-hidden">Seats</legend>
        <div class="seat-row head" aria-hidden="true">
          ${SEAT_LETTERS.slice(0, 3).map((letter) => html`<span>${letter}</span>`)}<span></span>
          ${SEAT_LETTERS.slice(3).map((letter) => html`<span>${letter}</span>`)}
        </div>
        ${seatRows(view.flight.id).map((row) => renderRow(row, view))}
      </fieldset>
      <aside class="seat-side card">
        <h2>Your choice</h2>
        <p class="seat-chosen" role="status" data-empty="No seat chosen yet.">No seat chosen yet.</p>
        <button class="button primary" type="submit">Continue to passenger details</button>
      </aside>
    </form>`
}
