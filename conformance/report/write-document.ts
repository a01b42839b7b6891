import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isEqual, type PageComparison } from '../compare/compare-page.ts'
import { OPEN_PAGES } from '../pages/open-pages.ts'
import { isOursEqual, type PageResult } from '../pages/run-pages.ts'
import type { RealReport } from '../real/run-all-real.ts'
import { describeReal, mergeRows, readRows } from './real-section.ts'
import type { Summary } from './summary.ts'

const FILE = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url))
const RRWEB = fileURLToPath(new URL('../../node_modules/rrweb/package.json', import.meta.url))
const REAL_BEGIN = '<!-- real pages -->'
const REAL_END = '<!-- end of real pages -->'

export type DocumentParts = {
  readonly results: readonly PageResult[]
  readonly summary: Summary
  readonly browserVersion: string
  /** Null: what the document has stays. */
  readonly real: RealReport | null
}

/** Writes docs/conformance.md: what equality means and the table, feature by feature. */
export function writeDocument({ results, summary, browserVersion, real }: DocumentParts): void {
  const { version } = JSON.parse(readFileSync(RRWEB, 'utf8')) as { version: string }
  const rrweb = summary.rrwebEqual === null ? '' : `, rrweb ${summary.rrwebEqual}`
  const text = `# Conformance

What the mirror shows is what the page shows: proved page by page. \`npm run conformance\` runs all of this in a real browser and writes this document; [conformance/README.md](../conformance/README.md) tells how it works and how to add a page.

**${summary.pages} pages, ${summary.equal} equal${rrweb}.** Chromium ${browserVersion}; rrweb ${version}, recorder and live replay with all that they offer for fidelity switched on.

## What equal means

After the load, after every step of a page, and for a viewer who joins after the last step, all of these are equal in the page and in its mirror:

- the tree: elements, attributes, texts; that there is a comment (what is in comments is never sent);
- open and closed shadow roots, what is assigned to slots, documents of frames, quirks mode;
- state that attributes do not show: values, checked, indeterminate, chosen options, open, modal, popover, muted, focus, natural sizes of images;
- scroll positions; boxes of elements to a tenth of a pixel; computed styles of the first 400 elements and every fiftieth after them, with \`::before\` and \`::after\`;
- every pixel of the viewport (pixelmatch with threshold 0.02), both documents held still.

What a mirror legitimately has otherwise is listed, rule by rule, in [normalise.ts](../conformance/in-page/normalise.ts): attributes that act only by scripts, input or navigation, the content of scripts and style elements, addresses made absolute. rrweb gets rules of its own for its representation.

## Not possible

${impossibleList(summary)}

## Not equal yet

${openList(results)}

## Features

| feature | page | Alongside | rrweb |
| --- | --- | --- | --- |
${results.map(row).join('\n')}

## Real pages

${REAL_BEGIN}
${real === null ? formerRealSection() : realSection(real)}
${REAL_END}
`
  writeFileSync(FILE, text)
}

/** Writes the rows of these real pages anew, and leaves the rest of docs/conformance.md as it is. */
export function writeRealSection(real: RealReport): void {
  const text = readFileSync(FILE, 'utf8')
  const [before, after] = [text.split(REAL_BEGIN)[0] ?? '', text.split(REAL_END)[1] ?? '']
  writeFileSync(FILE, `${before}${REAL_BEGIN}\n${realSection(real)}\n${REAL_END}${after}`)
}

function realSection({ rows, isAll }: RealReport): string {
  return describeReal(isAll ? rows : mergeRows(readRows(formerRealSection()), rows))
}

function impossibleList({ impossible }: Summary): string {
  if (impossible.length === 0) return 'Nothing in the list below.'
  return impossible.map(({ feature, reason }) => `- **${feature}**: ${reason}`).join('\n')
}

/** What differs now, with what is known of it. */
function openList(results: readonly PageResult[]): string {
  const open = results.filter((result) => !isOursEqual(result) && result.page.impossible === null)
  if (open.length === 0) return 'Nothing.'
  return open
    .map(
      ({ page }) =>
        `- **${cell(page.feature)}** (${page.name}): ${OPEN_PAGES[page.name] ?? 'not looked at yet'}`,
    )
    .join('\n')
}

function row({ page, ours, rrweb }: PageResult): string {
  const mine = page.impossible !== null && outcome(ours) !== 'equal' ? 'not possible' : outcome(ours)
  const pixels = page.withoutPixels === null ? '' : ` (without pixels: ${page.withoutPixels})`
  return `| ${cell(page.feature)}${cell(pixels)} | ${page.name} | ${mine} | ${rrweb === null ? '' : outcome(rrweb)} |`
}

/** Where it first differs tells more than that it does. */
function outcome({ comparisons, failure }: PageComparison): string {
  const first = comparisons.find((comparison) => !isEqual(comparison))
  if (first !== undefined) return `differs: ${cell(first.stage)}`
  return failure === null ? 'equal' : `fails after ${cell(comparisons.at(-1)?.stage ?? 'nothing')}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

function formerRealSection(): string {
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const found = before.split(REAL_BEGIN)[1]?.split(REAL_END)[0]?.trim()
  return found ?? 'Not run yet: `npm run conformance -- --real`.'
}
