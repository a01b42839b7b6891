/** Reads the styles of one line on both sides, as `name: value` a line. */
export type ReadDetails = (line: number) => Promise<readonly [page: string, mirror: string]>

const MAX_SHOWN = 6
const STYLE_HASH = / ~[0-9a-z]+$/
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
    if (a === b) continue
    if (a !== undefined && b !== undefined && a.replace(STYLE_HASH, '') === b.replace(STYLE_HASH, '')) {
      shown.push(`line ${i + 1}: ${a.trim().slice(0, MAX_LENGTH)}`, ...styles(await details(i)))
      continue
    }
    shown.push(`line ${i + 1}:`, `  page:   ${clip(a)}`, `  mirror: ${clip(b)}`)
    // With a line more or less, all that follows differs.
    if (one.length !== other.length) break
  }
  return shown.length === 0 ? ['Descriptions differ.'] : shown
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
