import { html } from '../html.ts'
import { sendHtml } from '../send-html.ts'
import { findFlight, listFlights, type Flight } from './flights.ts'
import { renderLayout } from './layout.ts'
import { defaultSearchFields, renderHomePage } from './pages/home-page.ts'
import { renderDetailPage } from './pages/detail-page.ts'
import { renderResultsPage } from './pages/results-page.ts'
import { readFilters } from './result-filters.ts'
import {
  parseSearch,
  readSearchFields,
  type SearchErrors,
  type SearchFields,
  type SearchQuery,
} from './search-query.ts'
import type { TravelSession } from './sessions.ts'
import { queryOf, type TravelContext } from './travel-context.ts'

/** How many flights back the detail page offers. */
const RETURN_FLIGHTS = 4

/** The cheapest flights back, if the search this flight came from was for a return. */
function listReturnFlights(flight: Flight, search: SearchQuery | undefined): readonly Flight[] {
  if (search?.back === undefined || search.from !== flight.from || search.to !== flight.to) return []
  return listFlights(flight.to, flight.from, search.back)
    .toSorted((a, b) => a.priceEuro - b.priceEuro)
    .slice(0, RETURN_FLIGHTS)
    .toSorted((a, b) => a.departMinutes - b.departMinutes)
}

/** Search form, results and one flight. */
export function registerSearchRoutes({ app, sessions, tag }: TravelContext): void {
  function renderHome(session: TravelSession | undefined, fields: SearchFields, errors: SearchErrors) {
    const main = renderHomePage(fields, errors)
    return renderLayout({ title: 'Find a flight', pageClass: 'page-home', main, tag, session })
  }

  app.get('/travel', (request, reply) => {
    const query = queryOf(request.url)
    const fields = query.has('from') ? readSearchFields(query) : defaultSearchFields()
    return sendHtml(reply, renderHome(sessions.find(request), fields, {}))
  })

  app.get('/travel/flights', (request, reply) => {
    const params = queryOf(request.url)
    const fields = readSearchFields(params)
    const search = parseSearch(fields)
    if ('errors' in search)
      return sendHtml(reply, renderHome(sessions.find(request), fields, search.errors), 422)
    const { query } = search
    const session = sessions.open(request, reply)
    session.search = query
    const flights = listFlights(query.from, query.to, query.depart)
    const main = renderResultsPage(query, flights, readFilters(params))
    const title = `${query.from.city} to ${query.to.city}`
    return sendHtml(reply, renderLayout({ title, pageClass: 'page-results', main, tag, session }))
  })

  app.get<{ Params: { id: string } }>('/travel/flights/:id', (request, reply) => {
    const session = sessions.find(request)
    const flight = findFlight(request.params.id)
    if (flight === undefined) {
      const main = html`<div class="page-head"><h1>This flight is not in our timetable</h1></div>
        <p><a class="button primary" href="/travel/">Search flights</a></p>`
      return sendHtml(
        reply,
        renderLayout({ title: 'Not found', pageClass: 'page-lost', main, tag, session }),
        404,
      )
    }
    const main = renderDetailPage(flight, listReturnFlights(flight, session?.search))
    const title = `${flight.airline} ${flight.number}`
    return sendHtml(reply, renderLayout({ title, pageClass: 'page-detail', main, tag, session }))
  })
}
