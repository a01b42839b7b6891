// `npm test`: on a fresh clone installs what is missing, builds, and runs all tests. Ends with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { prepare } from './lib/prepare.mjs'

await prepare(import.meta.url)
const { ensureBrowsers } = await import('./ensure-browsers.mjs')

const reports = mkdtempSync(join(tmpdir(), 'alongside-tests-'))
const counts = { passed: 0, failed: 0 }
/** What failed, for the end of a long log. */
const failures = []

try {
  const browsers = await ensureBrowsers()
  if (run('node', ['scripts/build.mjs']) !== 0) throw new Error('The build failed.')
  vitest('unit')
  vitest('browser')
  for (const name of browsers) if (name !== 'chromium') vitest(name)
  conformance()
  endToEnd()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  counts.failed++
} finally {
  rmSync(reports, { recursive: true, force: true })
}
if (failures.length > 0) console.log(`\n== failed\n${failures.join('\n')}`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1

function vitest(project) {
  console.log(`\n== ${project} tests`)
  const file = join(reports, `${project}.json`)
  const code = run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ])
  count(project, code, file, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    names: report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(
          (test) =>
            `${relative(process.cwd(), name)}: ${test.fullName}\n    ${firstLine(test.failureMessages[0])}`,
        ),
    ),
  }))
}

/** Each page of the conformance set counts as a test; those known to be open (conformance/pages/open-pages.ts) pass. */
function conformance() {
  console.log('\n== conformance')
  const file = join(reports, 'conformance.json')
  const code = run('node', ['conformance/run.ts', '--ours', '--allow-open', '--again', '--report', file])
  count('conformance', code, file, (report) => report)
}

function endToEnd() {
  console.log('\n== end-to-end tests')
  const file = join(reports, 'e2e.json')
  const code = run('playwright', ['test', '--config', 'e2e/playwright.config.ts'], { E2E_JSON: file })
  count('end-to-end', code, file, (report) => ({
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
  }))
}

/** A runner that fails without a failed test (a file that does not load, an unhandled error) counts as one failure. */
function count(stage, code, file, read) {
  let seen = { passed: 0, failed: 0 }
  try {
    seen = read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    console.error(`No report: ${file}`)
  }
  counts.passed += seen.passed
  const failed = seen.failed === 0 && code !== 0 ? 1 : seen.failed
  counts.failed += failed
  if (failed > 0)
    failures.push(`${stage}: ${failed} failed`, ...(seen.names ?? []).map((name) => `  ${name}`))
}

function firstLine(text = '') {
  return text.split('\n', 1)[0]
}

function run(command, args, more = {}) {
  const { status } = spawnSync(join('node_modules/.bin', command), args, {
    stdio: 'inherit',
    env: { ...process.env, ...more },
  })
  return status ?? 1
}
