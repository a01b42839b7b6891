import { flag, html, type Html } from '../../html.ts'
import { renderArrival } from '../arrival.ts'
import { renderSelect } from '../fields.ts'
import { AIRLINES, type Flight } from '../flights.ts'
import { formatClock, formatDay, formatDuration, formatEuro, formatStops } from '../format.ts'
import { filterFlights, SORTS, type ResultFilters } from '../result-filters.ts'
import { searchParams, type SearchQuery } from '../search-query.ts'

const STOP_LABELS = [
  { value: '0', label: 'Direct' },
  { value: '1', label: '1 stop' },
  { value: '2', label: '2 stops' },
] as const

/** Step of the price slider, in euros; its end is rounded up to it. */
const PRICE_STEP = 10

function renderCheckbox(name: string, value: string, label: string, checked: boolean, count: number): Html {
  return html`<label class="check">
    <input type="checkbox" name="${name}" value="${value}" ${flag('checked', checked)} />
    <span>${label}</span><span class="count" aria-hidden="true">${count}</span>
  </label>`
}

function renderPriceFilter(flights: readonly Flight[], filters: ResultFilters): Html {
  const prices = flights.map((flight) => flight.priceEuro)
  const lowest = Math.floor(Math.min(...prices) / PRICE_STEP) * PRICE_STEP
  const highest = Math.ceil(Math.max(...prices) / PRICE_STEP) * PRICE_STEP
  const value = Math.min(filters.maxPrice ?? highest, highest)
  return html`<div class="filter">
    <label class="filter-title" for="maxPrice">Highest price</label>
    <input
      id="maxPrice"
      name="maxPrice"
      type="range"
      min="${lowest}"
      max="${highest}"
      step="${PRICE_STEP}"
      value="${value}"
      data-output="maxPriceShown"
    />
    <div class="range-ends">
      <span>${formatEuro(lowest)}</span>
      <output id="maxPriceShown" for="maxPrice">${formatEuro(value)}</output>
    </div>
  </div>`
}

function renderFilters(query: SearchQuery, flights: readonly Flight[], filters: ResultFilters): Html {
  const params = searchParams(query)
  return html`<form class="filters card" method="get" action="/travel/flights" aria-label="Filter flights">
    ${[...params].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${renderSelect({ name: 'sort', label: 'Sort by', value: filters.sort, choices: SORTS })}
    <details class="filter-box" open>
      <summary>Filters</summary>
      <div>
        <fieldset class="filter">
          <legend class="filter-title">Stops</legend>
          ${STOP_LABELS.map(({ value, label }) => {
            const count = flights.filter((flight) => String(flight.stops.length) === value).length
            return renderCheckbox('stops', value, label, filters.stops.includes(value), count)
          })}
        </fieldset>
        <fieldset class="filter">
          <legend class="filter-title">Airlines</legend>
          ${AIRLINES.map((airline) => {
            const count = flights.filter((flight) => flight.airline === airline).length
            return renderCheckbox('airline', airline, airline, filters.airlines.includes(airline), count)
          })}
        </fieldset>
        <fieldset class="filter">
          <legend class="filter-title">Time of day</legend>
          <label class="check">
            <input type="checkbox" name="morning" value="yes" ${flag('checked', filters.morningOnly)} />
            <span>Leaves before noon</span>
          </label>
        </fieldset>
        ${renderPriceFilter(flights, filters)}
        <div class="filter-buttons">
          <button class="button primary" type="submit">Apply filters</button>
          <a class="button quiet" href="/travel/flights?${params.toString()}">Clear</a>
        </div>
      </div>
    </details>
  </form>`
}

function renderFlight(flight: Flight): Html {
  return html`<li class="flight card">
    <div class="flight-airline">
      <img
        src="/travel/assets/art/${flight.airline.toLowerCase().replaceAll(' ', '-')}.svg"
        width="36"
        height="36"
        alt=""
      />
      <div><strong>${flight.airline}</strong><span>${flight.number}</span></div>
    </div>
    <div class="flight-times">
      <div><time>${formatClock(flight.departMinutes)}</time><span>${flight.from.code}</span></div>
      <div class="flight-path">
        <span>${formatDuration(flight.durationMinutes)}</span>
        <span class="path-line" aria-hidden="true">${flight.stops.map(() => html`<i></i>`)}</span>
        <span>${formatStops(flight)}</span>
      </div>
      <div>
        <time>${renderArrival(flight)}</time>
        <span>${flight.to.code}</span>
      </div>
    </div>
    <div class="flight-price">
      <strong class="price">${formatEuro(flight.priceEuro)}</strong>
      <span>${flight.carbonKg} kg CO₂</span>
    </div>
    <a
      class="button primary"
      href="/travel/flights/${flight.id}"
      aria-label="Choose ${flight.airline} ${flight.number}, ${formatClock(flight.departMinutes)}"
      >Choose</a
    >
  </li>`
}

/** The list of flights for a search, with its filters. */
export function renderResultsPage(
  query: SearchQuery,
  flights: readonly Flight[],
  filters: ResultFilters,
): Html {
  const shown = filterFlights(flights, filters)
  const back = query.back === undefined ? 'one way' : `back ${formatDay(query.back)}`
  return html`<div class="page-head">
      <h1>${query.from.city} to ${query.to.city}</h1>
      <p>
        ${formatDay(query.depart)}, ${back} · ${query.passengers}
        ${query.passengers === 1 ? 'adult' : 'adults'} · ${query.cabin} ·
        <a href="/travel/?${searchParams(query).toString()}">Change search</a>
      </p>
    </div>
    <div class="results">
      ${renderFilters(query, flights, filters)}
      <section aria-label="Flights">
        <p class="result-count" role="status">${shown.length} of ${flights.length} flights</p>
        <ul class="flight-list">
          ${shown.map(renderFlight)}
        </ul>
        ${shown.length === 0 && html`<p class="card empty">No flight passes all filters. Clear one and try again.</p>`}
      </section>
    </div>`
}
