import { AIRLINES, type Flight } from './flights.ts'

export const SORTS = [
  { value: 'price', label: 'Cheapest first' },
  { value: 'duration', label: 'Fastest first' },
  { value: 'depart', label: 'Earliest first' },
  { value: 'carbon', label: 'Lowest emissions' },
] as const

const STOP_CHOICES = ['0', '1', '2'] as const

/** What the visitor asked of the list; empty lists mean everything. */
export interface ResultFilters {
  readonly stops: readonly string[]
  readonly airlines: readonly string[]
  readonly morningOnly: boolean
  /** Whole euros, or undefined for any price. */
  readonly maxPrice: number | undefined
  readonly sort: string
}

/** The filters from a query string. Unknown values are ignored. */
export function readFilters(query: URLSearchParams): ResultFilters {
  const maxPrice = Number(query.get('maxPrice') ?? '')
  return {
    stops: query.getAll('stops').filter((value) => STOP_CHOICES.some((known) => known === value)),
    airlines: query.getAll('airline').filter((value) => AIRLINES.some((known) => known === value)),
    morningOnly: query.has('morning'),
    maxPrice: maxPrice > 0 ? maxPrice : undefined,
    sort: SORTS.find((sort) => sort.value === query.get('sort'))?.value ?? 'price',
  }
}

const NOON_MINUTES = 720

const ORDERS: Readonly<Record<string, (flight: Flight) => number>> = {
  price: (flight) => flight.priceEuro,
  duration: (flight) => flight.durationMinutes,
  depart: (flight) => flight.departMinutes,
  carbon: (flight) => flight.carbonKg,
}

/** The flights that pass, in the order asked for. */
export function filterFlights(flights: readonly Flight[], filters: ResultFilters): readonly Flight[] {
  const orderOf = ORDERS[filters.sort] ?? ((flight: Flight) => flight.priceEuro)
  return flights
    .filter((flight) => filters.stops.length === 0 || filters.stops.includes(String(flight.stops.length)))
    .filter((flight) => filters.airlines.length === 0 || filters.airlines.includes(flight.airline))
    .filter((flight) => !filters.morningOnly || flight.departMinutes < NOON_MINUTES)
    .filter((flight) => filters.maxPrice === undefined || flight.priceEuro <= filters.maxPrice)
    .toSorted((a, b) => orderOf(a) - orderOf(b))
}
