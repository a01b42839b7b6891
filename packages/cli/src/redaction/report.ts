import type { PageReport } from './test-page.ts'

const MANY = 20

/** A page's result for people. */
export function describeReport(report: PageReport): string {
  const { url, leaks, differences, places, planted, frames, bytes, ignored, problems } = report
  const lines: string[] = []
  const isClean = leaks.length + differences.length === 0
  const size = `${Math.round(bytes / 1024)} KB in ${frames} frames`
  lines.push(
    `${isClean ? 'ok  ' : 'LEAK'} ${url}: ${planted} secrets in ${places} private elements, read ${size}`,
  )
  for (const { planted: from, op, node, encoding, viewer, step } of leaks.slice(0, MANY)) {
    lines.push(
      `  planted in  ${from === null ? 'not known' : `${from.path} (${from.kind}, step "${from.step}")`}`,
    )
    lines.push(`  seen in     op ${op} of ${node}, as ${encoding} (${viewer}, step "${step}")`)
  }
  for (const { op, node, viewer, step, sent } of differences.slice(0, MANY)) {
    lines.push(
      `  differs     op ${op} of ${node} is sent with one set of secrets and not with another (${viewer}, step "${step}")`,
    )
    lines.push(`              ${sent}`)
  }
  const more = Math.max(0, leaks.length - MANY) + Math.max(0, differences.length - MANY)
  if (more > 0) lines.push(`  and ${more} more`)
  if (ignored > 0)
    lines.push(`  unsteady: ${ignored} of what is sent differs from run to run with the same secrets`)
  for (const problem of problems) lines.push(`  note: ${problem}`)
  return lines.join('\n')
}
