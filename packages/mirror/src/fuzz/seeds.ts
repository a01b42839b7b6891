import { createRandom } from '@alongside/testkit/pages'
import { test } from 'vitest'
import { scoped } from '../at-end.ts'

/** Of `npm run fuzz`: how long, and from which seed on. */
const { VITE_FUZZ_MINUTES, VITE_FUZZ_SEED } = (import.meta as { env?: Record<string, string> }).env ?? {}
const minutes = Number(VITE_FUZZ_MINUTES ?? 0)
const firstSeed = Number(VITE_FUZZ_SEED ?? 1)

export type Random = ReturnType<typeof createRandom>

/**
 * A test for each of a few seeds; with `npm run fuzz`, one that goes through seeds until its minutes are over. What fails
 * names its seed: `npm run fuzz -- --seed SEED --minutes 0` runs that one alone.
 */
export function testSeeds(title: string, seeds: number, run: (random: Random) => Promise<void>): void {
  const runSeed = async (seed: number) => {
    try {
      await scoped(() => run(createRandom(seed)))
    } catch (error) {
      throw new Error(`${title}: seed ${seed} failed (npm run fuzz -- --seed ${seed} --minutes 0)`, {
        cause: error,
      })
    }
  }
  if (VITE_FUZZ_SEED !== undefined && minutes === 0) {
    test(`${title} (seed ${firstSeed})`, { timeout: 120_000 }, () => runSeed(firstSeed))
    return
  }
  if (minutes === 0) {
    // The same each time; new ones are for `npm run fuzz`.
    for (const seed of Array.from({ length: seeds }, (_, i) => i + 1))
      test(`${title} (seed ${seed})`, { timeout: 60_000 }, () => runSeed(seed))
    return
  }
  test(title, { timeout: (minutes + 2) * 60_000 }, async () => {
    const end = performance.now() + minutes * 60_000
    let seed = firstSeed
    for (; performance.now() < end; seed++)
      // oxlint-disable-next-line no-await-in-loop -- one after another.
      await runSeed(seed)
    // oxlint-disable-next-line no-console -- the answer of the command.
    console.log(`${title}: seeds ${firstSeed} to ${seed - 1}`)
  })
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const item = from[random.below(from.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
