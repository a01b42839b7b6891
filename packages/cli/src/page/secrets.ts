/**
 * Secrets that are planted. All of a run share a stem that no page has by chance; the two runs have secrets of the same
 * length and the same letters, so that they take the same place in any font.
 */
export const STEMS = { a: 'Kq7Vx2', b: '2xV7qK' } as const
const TAILS = { a: 'Qm', b: 'mQ' } as const
export type Run = keyof typeof STEMS
const LETTERS = 4

export type Plant = {
  readonly secret: string
  /** How the element is found on the page. */
  readonly path: string
  /** What was planted: `text`, `value`, `attribute title`, ... */
  readonly kind: string
  readonly step: string
}

export class Secrets {
  readonly plants: Plant[] = []
  step = 'first view'
  readonly #run: Run

  constructor(run: Run) {
    this.#run = run
  }

  /** A new secret for this place. */
  make(path: string, kind: string): string {
    const number = this.plants.length.toString(36).padStart(LETTERS, '0')
    const secret = STEMS[this.#run] + number + TAILS[this.#run]
    this.plants.push({ secret, path, kind, step: this.step })
    return secret
  }
}
