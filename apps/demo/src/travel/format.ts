import type { Flight } from './flights.ts'

const EURO = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
const LONG_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' })
const MINUTES_A_DAY = 1440
const MS_A_DAY = 86_400_000

/** `€1,204` from whole euros. */
export function formatEuro(amount: number): string {
  return EURO.format(amount)
}

/** `Thu, 10 Dec` from an ISO day. */
export function formatDay(isoDay: string): string {
  return DAY.format(new Date(`${isoDay}T00:00:00Z`))
}

/** `Thursday 10 December 2026` from an ISO day. */
export function formatLongDay(isoDay: string): string {
  return LONG_DAY.format(new Date(`${isoDay}T00:00:00Z`))
}

/** `7 h 05 min` from minutes. */
export function formatDuration(minutes: number): string {
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** `06:40` from minutes after midnight; days before and after wrap. */
export function formatClock(minutes: number): string {
  const inDay = ((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

/** When a flight lands, in local minutes after midnight of the day it left; over 1440 is the next day. */
function arrivalMinutes(flight: Flight): number {
  return flight.departMinutes + flight.durationMinutes + (flight.to.utcOffset - flight.from.utcOffset) * 60
}

/** The clock time of arrival and how many days later than the departure it is. */
export function arrivalOf(flight: Flight): { readonly clock: string; readonly daysLater: number } {
  const minutes = arrivalMinutes(flight)
  return { clock: formatClock(minutes), daysLater: Math.floor(minutes / MINUTES_A_DAY) }
}

/** `Direct`, `1 stop in Paris`, `2 stops in Paris and Berlin`. */
export function formatStops(flight: Flight): string {
  const cities = flight.stops.map((stop) => stop.city)
  if (cities.length === 0) return 'Direct'
  return `${cities.length} ${cities.length === 1 ? 'stop' : 'stops'} in ${cities.join(' and ')}`
}

/** The ISO day `days` after today. */
export function isoDayFromNow(days: number): string {
  return new Date(Date.now() + days * MS_A_DAY).toISOString().slice(0, 10)
}
