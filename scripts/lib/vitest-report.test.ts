import { expect, test } from 'vitest'
import { afterRunningAgain, readVitestReport, toRunAgain } from './vitest-report.mjs'

const tests = (...states: string[]) =>
  states.map((status, index) => ({ status, fullName: `test ${index}`, failureMessages: ['Oh\nat x'] }))
const file = (name: string, status: string, ...states: string[]) => ({
  name: `/repo/${name}`,
  status,
  message: '',
  assertionResults: tests(...states),
})
const read = (...testResults: object[]) => readVitestReport({ testResults }, '/repo')

test('counts what passed and names what failed', () => {
  const [outcome] = read(file('a.test.ts', 'failed', 'passed', 'failed', 'skipped'))
  expect(outcome).toEqual({
    path: 'a.test.ts',
    passed: 1,
    failed: ['a.test.ts: test 1\n    Oh'],
    isBroken: false,
  })
})

test('a file that does not load and one whose browser died are broken, and fail by name', () => {
  const files = read(
    { ...file('a.test.ts', 'failed'), message: 'boom\nat y' },
    file('b.test.ts', 'failed', 'passed', 'pending', 'pending'),
    file('c.test.ts', 'passed', 'passed'),
  )
  expect(files.flatMap(({ failed }) => failed)).toEqual([
    'a.test.ts: was not run to its end. boom',
    'b.test.ts: was not run to its end.',
  ])
  expect(toRunAgain(files, true)).toEqual(['a.test.ts', 'b.test.ts'])
})

test('a failed test is not run again here: that is for the runner to do', () => {
  expect(toRunAgain(read(file('a.test.ts', 'failed', 'failed')), true)).toEqual([])
})

test('a runner that fails without a word about any file runs all of them again', () => {
  const files = read(file('a.test.ts', 'passed', 'passed'), file('b.test.ts', 'passed', 'passed'))
  expect(toRunAgain(files, true)).toEqual(['a.test.ts', 'b.test.ts'])
  expect(toRunAgain(files, false)).toEqual([])
})

test('the second run of a file takes the place of the first', () => {
  const first = read(file('a.test.ts', 'passed', 'passed'), file('b.test.ts', 'failed', 'passed', 'pending'))
  const second = read(file('b.test.ts', 'passed', 'passed', 'passed'))
  const files = afterRunningAgain(first, second)
  expect(files.map(({ passed }) => passed)).toEqual([1, 2])
  expect(files.flatMap(({ failed }) => failed)).toEqual([])
})
