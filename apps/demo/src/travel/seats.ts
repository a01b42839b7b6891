/** A seat of the aircraft; every flight has the same cabin. */
export interface Seat {
  /** `12A`. */
  readonly id: string
  readonly row: number
  readonly letter: string
  readonly place: 'window' | 'middle' | 'aisle'
  readonly taken: boolean
  readonly extraLegroom: boolean
  readonly surchargeEuro: number
}

export const SEAT_LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const ROWS = 26
const LEGROOM_ROWS: readonly number[] = [1, 12, 13]
const FRONT_ROWS = 5

function placeOf(letter: string): Seat['place'] {
  if (letter === 'A' || letter === 'F') return 'window'
  return letter === 'B' || letter === 'E' ? 'middle' : 'aisle'
}

function buildSeat(row: number, letter: string, column: number, salt: number): Seat {
  const extraLegroom = LEGROOM_ROWS.includes(row)
  return {
    id: `${row}${letter}`,
    row,
    letter,
    place: placeOf(letter),
    // Any fixed scatter will do; this one takes about a third of the cabin.
    taken: (row * 31 + column * 17 + row * column * 7 + salt) % 10 < 3,
    extraLegroom,
    surchargeEuro: extraLegroom ? 29 : row <= FRONT_ROWS ? 18 : 0,
  }
}

/** The cabin of a flight, row by row. */
export function seatRows(flightId: string): readonly (readonly Seat[])[] {
  const salt = Array.from(flightId).reduce((sum, character) => sum + character.charCodeAt(0), 0)
  return Array.from({ length: ROWS }, (_, index) =>
    SEAT_LETTERS.map((letter, column) => buildSeat(index + 1, letter, column, salt)),
  )
}

/** A free seat of a flight by its id, or undefined if it is taken or does not exist. */
export function findFreeSeat(flightId: string, seatId: string): Seat | undefined {
  return seatRows(flightId)
    .flat()
    .find((seat) => seat.id === seatId && !seat.taken)
}

/** How a screen reader and a tooltip name the seat. */
export function describeSeat(seat: Seat): string {
  const extras = [
    seat.place,
    ...(seat.extraLegroom ? ['extra legroom'] : []),
    ...(seat.taken ? ['taken'] : [seat.surchargeEuro === 0 ? 'included' : `€${seat.surchargeEuro}`]),
  ]
  return `Seat ${seat.id}, ${extras.join(', ')}`
}
