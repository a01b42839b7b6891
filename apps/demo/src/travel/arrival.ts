import { html, type Html } from '../html.ts'
import type { Flight } from './flights.ts'
import { arrivalOf } from './format.ts'

/** When a flight lands, marked where that is another day. */
export function renderArrival(flight: Flight): Html {
  const { clock, daysLater } = arrivalOf(flight)
  if (daysLater === 0) return html`${clock}`
  const sign = daysLater > 0 ? '+' : '−'
  return html`${clock}<sup class="other-day" title="Another day">${sign}${Math.abs(daysLater)}</sup>`
}
