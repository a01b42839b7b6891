/** A fare of a flight: what it includes and how much it adds to the cheapest price. */
export interface Fare {
  readonly id: string
  readonly name: string
  readonly tagline: string
  /** Factor on the flight's price. */
  readonly factor: number
  readonly includes: readonly string[]
}

export const FARES: readonly Fare[] = [
  {
    id: 'light',
    name: 'Light',
    tagline: 'Just you and a small bag',
    factor: 1,
    includes: ['Small bag under the seat', 'Any standard seat', 'No changes'],
  },
  {
    id: 'plus',
    name: 'Plus',
    tagline: 'What most people pick',
    factor: 1.28,
    includes: ['Cabin bag and 23 kg checked', 'Fast lane at security', 'Changes for €35'],
  },
  {
    id: 'flex',
    name: 'Flex',
    tagline: 'Plans change, no hard feelings',
    factor: 1.66,
    includes: ['Two checked bags', 'Lounge and a warm meal', 'Free changes and full refund'],
  },
]

/** The fare with this id, or undefined. */
export function findFare(id: string): Fare | undefined {
  return FARES.find((fare) => fare.id === id)
}
