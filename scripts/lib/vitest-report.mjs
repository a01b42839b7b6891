// What Vitest's JSON report says of each test file.
import { relative } from 'node:path'

/**
 * A test file's outcome. `isBroken`: it could not be run to its end (it does not load, its browser died): that fails without a
 * failed test, and the tests that were to come count nowhere.
 *
 * @typedef {{ path: string, passed: number, failed: string[], isBroken: boolean }} FileOutcome
 */

/** @returns {FileOutcome[]} with paths from the root of the repository */
export function readVitestReport(report, root = process.cwd()) {
  return report.testResults.map(({ name, status, message, assertionResults }) => {
    const path = relative(root, name)
    const inState = (wanted) => assertionResults.filter((test) => test.status === wanted)
    const isBroken = inState('pending').length > 0 || (status === 'failed' && inState('failed').length === 0)
    return {
      path,
      passed: inState('passed').length,
      failed: [
        ...inState('failed').map(
          (test) => `${path}: ${test.fullName}\n    ${firstLine(test.failureMessages[0])}`,
        ),
        ...(isBroken ? [`${path}: was not run to its end. ${firstLine(message)}`.trimEnd()] : []),
      ],
      isBroken,
    }
  })
}

/** The files that are to be run again: those of them that broke, or all when the runner failed and names none. */
export function toRunAgain(files, runnerFailed) {
  const broken = files.filter(({ isBroken }) => isBroken)
  if (broken.length > 0) return broken.map(({ path }) => path)
  const isExplained = files.some(({ failed }) => failed.length > 0)
  return runnerFailed && !isExplained ? files.map(({ path }) => path) : []
}

/** What holds after some files were run again. */
export function afterRunningAgain(first, second) {
  const again = new Map(second.map((file) => [file.path, file]))
  return first.map((file) => again.get(file.path) ?? file)
}

function firstLine(text = '') {
  return text.split('\n', 1)[0]
}
