import { findFare } from './fares.ts'
import { findFlight } from './flights.ts'
import { EXTRAS, INSURANCES, type PassengerFields } from './passenger-form.ts'
import { findFreeSeat } from './seats.ts'
import type { Booking } from './sessions.ts'

/** A line of the bill, in whole euros. */
export interface PriceLine {
  readonly label: string
  readonly euro: number
}

function flightLine(
  label: string,
  flightId: string | undefined,
  booking: Booking,
  passengers: number,
): readonly PriceLine[] {
  const flight = flightId === undefined ? undefined : findFlight(flightId)
  const factor = findFare(booking.fareId)?.factor ?? 1
  if (flight === undefined) return []
  const each = Math.round(flight.priceEuro * factor)
  const people = passengers === 1 ? '' : ` × ${passengers}`
  return [{ label: `${label} ${flight.from.code} – ${flight.to.code}${people}`, euro: each * passengers }]
}

/** The bill of a booking. Extras are for the whole booking. */
export function listPrice(
  booking: Booking,
  passengers: number,
  chosen: Pick<PassengerFields, 'extras' | 'insurance'>,
): readonly PriceLine[] {
  const seats = (booking.seatIds ?? []).flatMap((id) => findFreeSeat(booking.flightId, id) ?? [])
  const seatEuro = seats.reduce((sum, seat) => sum + seat.surchargeEuro, 0)
  const extras = EXTRAS.filter((extra) => chosen.extras.includes(extra.id))
  const insurance = INSURANCES.filter(({ id, euro }) => id === chosen.insurance && euro > 0)
  return [
    ...flightLine('Out', booking.flightId, booking, passengers),
    ...flightLine('Back', booking.returnFlightId, booking, passengers),
    ...(seats.length === 0
      ? []
      : [{ label: `Seat ${seats.map((seat) => seat.id).join(', ')}`, euro: seatEuro }]),
    ...[...extras, ...insurance].map(({ label, euro }) => ({ label, euro })),
  ]
}

/** The sum of a bill, in whole euros. */
export function sumPrice(lines: readonly PriceLine[]): number {
  return lines.reduce((sum, line) => sum + line.euro, 0)
}
