import { AIRPORTS, distanceKm, findAirport, type Airport } from './airports.ts'

/** One way from A to B on a day, as listed in the results. */
export interface Flight {
  /** `LIS-JFK-2026-12-10-7`: route, day and place in the timetable. Enough to find the flight again. */
  readonly id: string
  readonly airline: string
  readonly number: string
  readonly aircraft: string
  readonly from: Airport
  readonly to: Airport
  /** Day of departure, ISO. */
  readonly date: string
  /** Minutes after midnight, local time. */
  readonly departMinutes: number
  readonly durationMinutes: number
  readonly stops: readonly Airport[]
  /** Whole euros for one adult in the cheapest fare. */
  readonly priceEuro: number
  readonly carbonKg: number
}

export const AIRLINES = ['Aurelia', 'Blue Meridian', 'Kestrel Air', 'Norrland'] as const

const AIRCRAFT = ['Airbus A320neo', 'Airbus A330-900', 'Boeing 787-9', 'Airbus A350-900'] as const
const FLIGHTS_A_DAY = 25
const SHORT_HAUL_KM = 3500

/** A number in [0, 1) from a text (FNV-1a), so that the same search always shows the same flights. */
function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  // One more round of mixing: the last characters alone would only reach the low bits.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}

function pick<T>(list: readonly T[], at: number): T {
  const item = list[Math.floor(at * list.length)]
  if (item === undefined) throw new RangeError(`nothing at ${at} in a list of ${list.length}`)
  return item
}

function pickStops(from: Airport, to: Airport, seed: string): readonly Airport[] {
  const count = fraction(`${seed}/stops`)
  const wanted = count < 0.45 ? 0 : count < 0.85 ? 1 : 2
  const direct = distanceKm(from, to)
  const reachable = AIRPORTS.filter(
    (airport) =>
      airport !== from &&
      airport !== to &&
      distanceKm(from, airport) + distanceKm(airport, to) < direct * 1.9 + 400,
  )
  const byDetour = reachable
    .toSorted((a, b) => fraction(seed + a.code) - fraction(seed + b.code))
    .slice(0, wanted)
  return byDetour.toSorted((a, b) => distanceKm(from, a) - distanceKm(from, b))
}

function buildFlight(from: Airport, to: Airport, date: string, index: number): Flight {
  const id = `${from.code}-${to.code}-${date}-${index}`
  const stops = pickStops(from, to, id)
  const legs = [from, ...stops, to]
  const flownKm = legs.slice(1).reduce((sum, airport, leg) => sum + distanceKm(legs[leg] ?? from, airport), 0)
  const airline = pick(AIRLINES, fraction(`${id}/airline`))
  const groundMinutes = stops.length * (55 + Math.floor(fraction(`${id}/wait`) * 24) * 5)
  const price = 39 + distanceKm(from, to) * 0.062 * (0.7 + fraction(`${id}/price`) * 0.95) - stops.length * 21
  return {
    id,
    airline,
    number: `${airline.slice(0, 2).toUpperCase()} ${200 + index * 17 + Math.floor(fraction(id) * 15)}`,
    aircraft:
      flownKm < SHORT_HAUL_KM ? 'Airbus A320neo' : pick(AIRCRAFT.slice(1), fraction(`${id}/aircraft`)),
    from,
    to,
    date,
    departMinutes:
      330 + Math.floor((index * 1020) / FLIGHTS_A_DAY / 5) * 5 + Math.floor(fraction(`${id}/t`) * 6) * 5,
    durationMinutes: Math.round((flownKm / 830) * 12) * 5 + 35 + groundMinutes,
    stops,
    priceEuro: Math.max(29, Math.round(price)),
    carbonKg: Math.round(flownKm * 0.083),
  }
}

/** The timetable of a route on a day: always the same for the same arguments. */
export function listFlights(from: Airport, to: Airport, date: string): readonly Flight[] {
  return Array.from({ length: FLIGHTS_A_DAY }, (_, index) => buildFlight(from, to, date, index))
}

const ID_PATTERN = /^([A-Z]{3})-([A-Z]{3})-(\d{4}-\d{2}-\d{2})-(\d{1,2})$/

/** The flight with this id, or undefined if there can be none. */
export function findFlight(id: string): Flight | undefined {
  const [, fromCode = '', toCode = '', date = '', index = ''] = ID_PATTERN.exec(id) ?? []
  const from = findAirport(fromCode)
  const to = findAirport(toCode)
  if (from === undefined || to === undefined || from === to) return undefined
  if (Number(index) >= FLIGHTS_A_DAY || Number.isNaN(Date.parse(date))) return undefined
  return buildFlight(from, to, date, Number(index))
}
