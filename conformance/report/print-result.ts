import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isEqual, type PageComparison } from '../compare/compare-page.ts'
import { isOursEqual, isRrwebEqual, type PageResult } from '../pages/run-pages.ts'

let folder: string | null = null

/** One line a page; what differs in ours, with pictures of both sides, below it. To stderr: stdout is for results. */
export function printResult(result: PageResult, explainsRrweb = false): void {
  const { page, ours, rrweb } = result
  const mark = (isGood: boolean) => (isGood ? 'equal' : 'DIFFERS')
  const impossible = page.impossible === null ? '' : '  (listed as impossible)'
  const peer = rrweb === null ? '' : `  rrweb ${isRrwebEqual(result) ? 'equal' : 'differs'}`
  console.error(`${mark(isOursEqual(result)).padEnd(8)} ${page.name.padEnd(36)}${peer}${impossible}`)
  if (!isOursEqual(result)) for (const line of explain(page.name, ours)) console.error(`         ${line}`)
  if (!explainsRrweb || rrweb === null || isRrwebEqual(result)) return
  for (const line of explain(`${page.name}-rrweb`, rrweb)) console.error(`   rrweb ${line}`)
}

/** What differs in a comparison, for people. Writes the pictures. */
export function explain(name: string, { comparisons, failure }: PageComparison): string[] {
  const lines: string[] = []
  for (const comparison of comparisons) {
    if (isEqual(comparison)) continue
    const { stage, tree, pixels, shots } = comparison
    lines.push(`${stage}:`, ...tree)
    if ((pixels?.different ?? 0) > 0) lines.push(`${pixels?.different} of ${pixels?.total} pixels differ`)
    if (shots !== null) lines.push(`pictures: ${save(join(name, stage), shots.page, shots.mirror)}`)
  }
  if (failure !== null) lines.push(`after ${comparisons.at(-1)?.stage ?? 'nothing'}: ${failure}`)
  return lines
}

function save(name: string, page: Buffer, mirror: Buffer): string {
  folder ??= mkdtempSync(join(tmpdir(), 'alongside-conformance-'))
  const place = join(folder, name.replaceAll(/[^\w./@-]/g, '_'))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'page.png'), page)
  writeFileSync(join(place, 'mirror.png'), mirror)
  return place
}
