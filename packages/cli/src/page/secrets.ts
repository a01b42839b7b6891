/**
 * Secrets that are planted. All of a run share a stem that no page has by chance. The two runs have secrets of the same
 * digits: of equal length, and as wide in any font (letters are set closer together in some orders than in others). No
 * card's number begins so: that would be masked anywhere.
 */
export const STEMS = { a: '70913841', b: '14831907' } as const
const TAILS = { a: '52', b: '25' } as const
export type Run = keyof typeof STEMS
const DIGITS = 5

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
    const number = this.plants.length.toString().padStart(DIGITS, '0')
    const secret = STEMS[this.#run] + number + TAILS[this.#run]
    this.plants.push({ secret, path, kind, step: this.step })
    return secret
  }

  /** One of so many: the first in one run, the last in the other. */
  choose(count: number): number {
    return this.#run === 'a' ? 0 : count - 1
  }
}
