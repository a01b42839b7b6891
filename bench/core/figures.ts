/** What a figure is to be: all that is given must hold. Ratios as in the figure. */
export type Goal = {
  readonly atMost?: number
  readonly atLeast?: number
  /** Of rrweb's value, and of the floor's, at most. */
  readonly ofRrweb?: number
  readonly ofFloor?: number
  /** Of the floor's value at least. */
  readonly atLeastOfFloor?: number
}

/** One line of the table. Null: there is none (rrweb has no such thing, or could not do it). */
export type Figure = {
  readonly name: string
  readonly unit: string
  readonly ours: number | null
  readonly rrweb: number | null
  readonly floor: number | null
  readonly ratioToRrweb: number | null
  readonly ratioToFloor: number | null
  /** In words; null where the figure is only told. */
  readonly goal: string | null
  readonly met: boolean | null
}

export type Values = {
  readonly ours: number | null
  readonly rrweb?: number | null
  readonly floor?: number | null
}

export function createFigure(
  name: string,
  unit: string,
  { ours, rrweb = null, floor = null }: Values,
  goal?: Goal,
): Figure {
  return {
    name,
    unit,
    ours: rounded(ours),
    rrweb: rounded(rrweb),
    floor: rounded(floor),
    ratioToRrweb: ratio(ours, rrweb),
    ratioToFloor: ratio(ours, floor),
    goal: goal === undefined ? null : describe(goal, unit),
    met: goal === undefined ? null : isMet(goal, { ours, rrweb, floor }),
  }
}

/** What could not be measured misses its goal. */
function isMet(goal: Goal, { ours, rrweb, floor }: Required<Values>): boolean {
  if (ours === null) return false
  const holds = (limit: number | undefined, of: number | null, atLeast = false) =>
    limit === undefined || (of !== null && (atLeast ? ours >= limit * of : ours <= limit * of))
  return (
    holds(goal.atMost, 1) &&
    holds(goal.atLeast, 1, true) &&
    // A rival that could not do it at all is beaten.
    (rrweb === null || holds(goal.ofRrweb, rrweb)) &&
    holds(goal.ofFloor, floor) &&
    holds(goal.atLeastOfFloor, floor, true)
  )
}

function describe(goal: Goal, unit: string): string {
  const parts = [
    goal.atMost === undefined ? '' : `≤ ${goal.atMost} ${unit}`,
    goal.atLeast === undefined ? '' : `≥ ${goal.atLeast} ${unit}`,
    goal.ofFloor === undefined ? '' : `≤ ${short(goal.ofFloor)} x floor`,
    goal.atLeastOfFloor === undefined ? '' : `≥ ${short(goal.atLeastOfFloor)} x floor`,
    goal.ofRrweb === undefined ? '' : `≤ ${short(goal.ofRrweb)} x rrweb`,
  ]
  return parts.filter((part) => part !== '').join(' and ')
}

function short(ratio: number): string {
  const inverse = 1 / ratio
  return ratio < 0.5 && Math.abs(inverse - Math.round(inverse)) < 0.01
    ? `1/${Math.round(inverse)}`
    : String(Number(ratio.toFixed(2)))
}

function ratio(value: number | null, of: number | null): number | null {
  return value === null || of === null || of <= 0 ? null : Number((value / of).toPrecision(3))
}

function rounded(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(4))
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The smallest value that at least this share of the values does not exceed. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}
