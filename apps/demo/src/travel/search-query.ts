import { findAirport, type Airport } from './airports.ts'

/** A search that makes sense. */
export interface SearchQuery {
  readonly from: Airport
  readonly to: Airport
  readonly trip: 'return' | 'one-way'
  /** ISO days. */
  readonly depart: string
  readonly back?: string
  readonly passengers: number
  readonly cabin: string
}

/** The form as the visitor filled it in, to show it again. */
export interface SearchFields {
  readonly from: string
  readonly to: string
  readonly trip: string
  readonly depart: string
  readonly back: string
  readonly passengers: string
  readonly cabin: string
}

/** A message a field; no entries means the search is good. */
export type SearchErrors = Partial<Record<keyof SearchFields, string>>

export const CABINS = ['Economy', 'Premium', 'Business'] as const
export const MAX_PASSENGERS = 6
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/** The fields of a search form from a query string; what is missing is empty. */
export function readSearchFields(query: URLSearchParams): SearchFields {
  const text = (name: string): string => query.get(name)?.trim() ?? ''
  return {
    from: text('from'),
    to: text('to'),
    trip: text('trip'),
    depart: text('depart'),
    back: text('back'),
    passengers: text('passengers'),
    cabin: text('cabin'),
  }
}

function isDay(text: string): boolean {
  return ISO_DAY.test(text) && !Number.isNaN(Date.parse(text))
}

function listErrors(fields: SearchFields): SearchErrors {
  const errors: SearchErrors = {}
  const passengers = Number(fields.passengers)
  if (findAirport(fields.from) === undefined) errors.from = 'Choose where you start.'
  if (findAirport(fields.to) === undefined) errors.to = 'Choose where you want to go.'
  else if (fields.from === fields.to) errors.to = 'Choose another city than the one you start from.'
  if (!isDay(fields.depart)) errors.depart = 'Choose the day you leave.'
  if (fields.trip !== 'one-way' && !isDay(fields.back)) errors.back = 'Choose the day you come back.'
  else if (fields.trip !== 'one-way' && fields.back < fields.depart)
    errors.back = 'You would be back before you leave.'
  if (!Number.isInteger(passengers) || passengers < 1 || passengers > MAX_PASSENGERS) {
    errors.passengers = `Between 1 and ${MAX_PASSENGERS} passengers.`
  }
  return errors
}

/** Checks a search: the query, or what is wrong with which field. */
export function parseSearch(fields: SearchFields): { query: SearchQuery } | { errors: SearchErrors } {
  const errors = listErrors(fields)
  const from = findAirport(fields.from)
  const to = findAirport(fields.to)
  if (Object.keys(errors).length > 0 || from === undefined || to === undefined) return { errors }
  const cabin = CABINS.find((name) => name === fields.cabin) ?? 'Economy'
  const common = { from, to, depart: fields.depart, passengers: Number(fields.passengers), cabin }
  if (fields.trip === 'one-way') return { query: { ...common, trip: 'one-way' } }
  return { query: { ...common, trip: 'return', back: fields.back } }
}

/** The query string that brings this search back. */
export function searchParams(query: SearchQuery): URLSearchParams {
  return new URLSearchParams({
    from: query.from.code,
    to: query.to.code,
    trip: query.trip,
    depart: query.depart,
    ...(query.back === undefined ? {} : { back: query.back }),
    passengers: String(query.passengers),
    cabin: query.cabin,
  })
}
