import { median } from './figures.ts'

/** What one run of one competitor tells: value by name. */
export type Run = Readonly<Record<string, number>>

/**
 * Runs the competitors one after another, in each round beginning with another one, so that what warms up or slows down on
 * the way meets them all. A run that fails is said to have failed and counts as none.
 * @returns by competitor the median of each value; nothing of a competitor without a run
 */
export async function rotate<Name extends string>(
  what: string,
  names: readonly Name[],
  rounds: number,
  measure: (name: Name, round: number) => Promise<Run>,
): Promise<Partial<Record<Name, Run>>> {
  const runs = new Map<Name, Run[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length]
      if (name === undefined) continue
      const begunAt = performance.now()
      try {
        const run = await measure(name, round)
        runs.get(name)?.push(run)
        note(`${what} ${name} ${JSON.stringify(run, short)} (${seconds(begunAt)})`)
      } catch (error) {
        note(
          `${what} ${name}: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)} (${seconds(begunAt)})`,
        )
      }
    }
  }
  const results: Partial<Record<Name, Run>> = {}
  for (const [name, all] of runs) if (all.length > 0) results[name] = medians(all)
  return results
}

function medians(runs: readonly Run[]): Run {
  const keys = Object.keys(runs[0] ?? {})
  return Object.fromEntries(
    keys.map((key) => [key, median(runs.flatMap((run) => (run[key] === undefined ? [] : [run[key]])))]),
  )
}

/** Progress, for whoever waits: stdout is for results. */
export function note(text: string): void {
  console.error(text)
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

function short(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value
}
