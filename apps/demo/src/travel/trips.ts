import type { Account } from './accounts.ts'
import { isoDayFromNow } from './format.ts'

/** A finished booking, as the confirmation and "My trips" show it. */
export interface Trip {
  readonly reference: string
  readonly flightId: string
  readonly returnFlightId?: string
  readonly fareName: string
  readonly seatIds: readonly string[]
  readonly passenger: string
  readonly email: string
  readonly totalEuro: number
}

/** Trips the demo customer already has, so that "My trips" is never empty. */
export function seededTrips(account: Account): readonly Trip[] {
  const base = { passenger: account.name, email: account.email }
  return [
    {
      ...base,
      reference: 'FFR7KQ',
      flightId: `AMS-LIS-${isoDayFromNow(9)}-6`,
      returnFlightId: `LIS-AMS-${isoDayFromNow(13)}-14`,
      fareName: 'Plus',
      seatIds: ['14A'],
      totalEuro: 286,
    },
    {
      ...base,
      reference: 'FFM2DX',
      flightId: `AMS-KEF-${isoDayFromNow(48)}-3`,
      fareName: 'Flex',
      seatIds: ['3F'],
      totalEuro: 341,
    },
  ]
}
