// `npm test`: on a fresh clone installs what is missing, builds, and runs all tests. Ends with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare } from './lib/prepare.mjs'
import { afterRunningAgain, readVitestReport, toRunAgain } from './lib/vitest-report.mjs'

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

/** In CI files that broke are run again, twice at most: engines on small machines die now and then, which says nothing of the code. */
function vitest(project) {
  console.log(`\n== ${project} tests`)
  let { code, files } = runVitest(project, [])
  for (let tries = 0; tries < 2 && process.env['CI'] !== undefined; tries++) {
    const again = toRunAgain(files, code !== 0)
    if (again.length === 0) break
    console.log(`\n== ${project} tests: ${again.length} files once more`)
    const hadFailed = files.some(({ failed, isBroken }) => failed.length > 0 && !isBroken)
    const next = runVitest(project, again)
    code = hadFailed ? code : next.code
    files = afterRunningAgain(files, next.files)
  }
  tally(project, code, sumOf(files))
}

function runVitest(project, only) {
  const file = join(reports, `${project}-${only.length === 0 ? 'all' : 'again'}.json`)
  const code = run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
    ...only,
  ])
  return { code, files: readVitestReport(readJson(file) ?? { testResults: [] }) }
}

function sumOf(files) {
  const names = files.flatMap(({ failed }) => failed)
  return { passed: files.reduce((sum, { passed }) => sum + passed, 0), failed: names.length, names }
}

/** Each page of the conformance set counts as a test; those known to be open (conformance/pages/open-pages.ts) pass. */
function conformance() {
  console.log('\n== conformance')
  const file = join(reports, 'conformance.json')
  const code = run('node', ['conformance/run.ts', '--ours', '--allow-open', '--again', '--report', file])
  tally('conformance', code, readJson(file) ?? { passed: 0, failed: 0 })
}

function endToEnd() {
  console.log('\n== end-to-end tests')
  const file = join(reports, 'e2e.json')
  const code = run('playwright', ['test', '--config', 'e2e/playwright.config.ts'], { E2E_JSON: file })
  const stats = readJson(file)?.stats ?? { expected: 0, flaky: 0, unexpected: 0 }
  tally('end-to-end', code, { passed: stats.expected + stats.flaky, failed: stats.unexpected })
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    console.error(`No report: ${file}`)
    return null
  }
}

/** A runner that fails and names nothing that failed (an error outside of tests) counts as one failure. */
function tally(stage, code, { passed, failed, names = [] }) {
  counts.passed += passed
  const counted = failed === 0 && code !== 0 ? 1 : failed
  counts.failed += counted
  if (counted > 0) failures.push(`${stage}: ${counted} failed`, ...names.map((name) => `  ${name}`))
}

function run(command, args, more = {}) {
  const { status } = spawnSync(join('node_modules/.bin', command), args, {
    stdio: 'inherit',
    env: { ...process.env, ...more },
  })
  return status ?? 1
}
