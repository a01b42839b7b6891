import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isEqual } from '../compare/compare-page.ts'
import { isOursEqual, type PageResult } from '../pages/run-pages.ts'
import type { PairResult } from './run-browsers.ts'

const FILE = fileURLToPath(new URL('../../docs/browsers.md', import.meta.url))

/** Writes docs/browsers.md: what was run, what is equal, and what differs. */
export function writeBrowsersDocument(pairs: readonly PairResult[]): void {
  const versions = new Map(pairs.map(({ visitor, versions: [version] }) => [visitor, version]))
  const names = Array.from(versions.keys())
  const cell = (visitor: string, viewer: string) => {
    const pair = pairs.find((one) => one.visitor === visitor && one.viewer === viewer)
    return pair === undefined ? '' : `${pair.results.filter(isOursEqual).length} of ${pair.results.length}`
  }
  writeFileSync(
    FILE,
    `# Browsers

Written by \`npm run conformance -- --browsers\`. A sample of the conformance set, with the visitor in one browser and the agent in another: ${names.map((name) => `${name} ${versions.get(name)}`).join(', ')}. The core story (chat, invitation, both cursors, highlight, clicks, typing, scrolling, masking, navigation, end) runs in the same nine pairs with \`npm test\` (e2e/browsers.spec.ts), and so do the browser tests of the engine in each of the three.

In one engine tree, attributes, texts, properties, shadow roots, frames, scroll positions, computed styles and pixels are compared. Across engines styles and pixels are not: default fonts, controls and scroll bars differ. Rules that the visitor's browser does not understand are not in its style sheets, so they are not in the mirror either.

Pages that are equal in every stage:

| visitor \\ agent | ${names.join(' | ')} |
| --- | ${names.map(() => '---').join(' | ')} |
${names.map((visitor) => `| ${visitor} | ${names.map((viewer) => cell(visitor, viewer)).join(' | ')} |`).join('\n')}

## Differences

${pairs.flatMap(differences).join('\n') || 'None.'}
`,
  )
}

function differences({ visitor, viewer, results }: PairResult): string[] {
  return results
    .filter((result) => !isOursEqual(result))
    .map((result) => `- ${visitor} to ${viewer}, _${result.page.feature}_: ${reason(result)}`)
}

function reason({ ours: { comparisons, failure } }: PageResult): string {
  if (failure !== null) return oneLine(failure)
  const unequal = comparisons.find((comparison) => !isEqual(comparison))
  if (unequal === undefined) return 'unknown'
  const { stage, tree, pixels } = unequal
  const what = tree.length > 0 ? oneLine(tree.slice(0, 3).join(' ')) : `${pixels?.different ?? 0} pixels`
  return `at ${stage}, ${what}`
}

/** In backticks: what stands there comes from pages. */
function oneLine(text: string): string {
  return `\`${text.replaceAll(/\s+/g, ' ').replaceAll('`', "'").slice(0, 200)}\``
}
