/** Reads the styles of one line on both sides, as `name: value` a line. */
export type ReadDetails = (line: number) => Promise<readonly [page: string, mirror: string]>

const MAX_SHOWN = 6
/** What ends a line of an element: a hash of its styles, and its box. */
const STYLE = / ~([0-9a-z]+) @([-\d.e ]+)$/
/** CSS pixels. */
const BOX_TOLERANCE = 0.1
const MAX_LENGTH = 400

/** The first lines in which two descriptions differ, for people; empty when they are equal. */
export async function describeDifference(
  page: string,
  mirror: string,
  details: ReadDetails,
): Promise<string[]> {
  if (page === mirror) return []
  const one = page.split('\n')
  const other = mirror.split('\n')
  const shown: string[] = []
  for (let i = 0; i < Math.max(one.length, other.length) && shown.length < MAX_SHOWN * 2; i++) {
    const a = one[i]
    const b = other[i]
    if (a === b || (a !== undefined && b !== undefined && areAlike(a, b))) continue
    if (a !== undefined && b !== undefined && a.replace(STYLE, '') === b.replace(STYLE, '')) {
      shown.push(
        `line ${i + 1}: ${a.trim().slice(0, MAX_LENGTH)}`,
        ...boxes(a, b),
        ...styles(await details(i)),
      )
      continue
    }
    shown.push(`line ${i + 1}:`, `  page:   ${clip(a)}`, `  mirror: ${clip(b)}`)
    // With a line more or less, all that follows differs.
    if (one.length !== other.length) break
  }
  return shown
}

function areAlike(one: string, other: string): boolean {
  if (one.replace(STYLE, '') !== other.replace(STYLE, '')) return false
  const [, style, box = ''] = STYLE.exec(one) ?? []
  const [, otherStyle, otherBox = ''] = STYLE.exec(other) ?? []
  const places = otherBox.split(' ').map(Number)
  return (
    style === otherStyle &&
    box.split(' ').every((place, i) => Math.abs(Number(place) - (places[i] ?? NaN)) < BOX_TOLERANCE + 1e-9)
  )
}

function boxes(page: string, mirror: string): string[] {
  const [one, other] = [page, mirror].map((line) => STYLE.exec(line)?.[2] ?? '')
  return one === other ? [] : [`  page:   box ${one ?? ''}`, `  mirror: box ${other ?? ''}`]
}

function clip(line: string | undefined): string {
  return line === undefined ? '(nothing)' : line.trim().slice(0, MAX_LENGTH)
}

function styles([page, mirror]: readonly [string, string]): string[] {
  const other = mirror.split('\n')
  return page
    .split('\n')
    .flatMap((line, i) =>
      line === other[i] ? [] : [`  page:   ${clip(line)}`, `  mirror: ${clip(other[i])}`],
    )
    .slice(0, MAX_SHOWN * 2)
}
