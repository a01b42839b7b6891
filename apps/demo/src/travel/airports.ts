/** An airport the shop flies to. */
export interface Airport {
  readonly code: string
  readonly city: string
  readonly name: string
  /** Degrees, north and east positive. */
  readonly latitude: number
  readonly longitude: number
  /** Hours from UTC, without summer time: close enough for a demo timetable. */
  readonly utcOffset: number
}

export const AIRPORTS: readonly Airport[] = [
  { code: 'AMS', city: 'Amsterdam', name: 'Schiphol', latitude: 52.3, longitude: 4.8, utcOffset: 1 },
  { code: 'BCN', city: 'Barcelona', name: 'El Prat', latitude: 41.3, longitude: 2.1, utcOffset: 1 },
  { code: 'BER', city: 'Berlin', name: 'Brandenburg', latitude: 52.4, longitude: 13.5, utcOffset: 1 },
  { code: 'CPT', city: 'Cape Town', name: 'International', latitude: -34, longitude: 18.6, utcOffset: 2 },
  { code: 'LIS', city: 'Lisbon', name: 'Humberto Delgado', latitude: 38.8, longitude: -9.1, utcOffset: 0 },
  { code: 'LHR', city: 'London', name: 'Heathrow', latitude: 51.5, longitude: -0.5, utcOffset: 0 },
  { code: 'RAK', city: 'Marrakech', name: 'Menara', latitude: 31.6, longitude: -8, utcOffset: 1 },
  { code: 'JFK', city: 'New York', name: 'John F. Kennedy', latitude: 40.6, longitude: -73.8, utcOffset: -5 },
  { code: 'CDG', city: 'Paris', name: 'Charles de Gaulle', latitude: 49, longitude: 2.5, utcOffset: 1 },
  { code: 'KEF', city: 'Reykjavik', name: 'Keflavik', latitude: 64, longitude: -22.6, utcOffset: 0 },
  { code: 'HND', city: 'Tokyo', name: 'Haneda', latitude: 35.6, longitude: 139.8, utcOffset: 9 },
  { code: 'ZRH', city: 'Zurich', name: 'Kloten', latitude: 47.5, longitude: 8.5, utcOffset: 1 },
]

/** The airport with this code, or undefined. */
export function findAirport(code: string): Airport | undefined {
  return AIRPORTS.find((airport) => airport.code === code)
}

const EARTH_RADIUS_KM = 6371

/** Great-circle distance by the haversine formula, in km. */
export function distanceKm(from: Airport, to: Airport): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180
  const dLat = radians(to.latitude - from.latitude)
  const dLon = radians(to.longitude - from.longitude)
  const a =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a))
}
