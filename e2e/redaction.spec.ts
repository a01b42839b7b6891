import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from './support/test.ts'

const BIN = fileURLToPath(new URL('../packages/cli/bin/alongside.mjs', import.meta.url))

test('B4: the redaction test finds no leak on the demo sites, under the rules of their server', async ({
  product,
}) => {
  // Each site is opened at least twice, and worked on.
  test.setTimeout(600_000)
  const { siteKey } = product.demo
  const urls = ['/travel/sign-in', '/bank/'].map((path) => new URL(path, product.demoUrl).href)
  const args = [
    '--server',
    product.serverUrl,
    '--site',
    siteKey,
    '--max',
    '30',
    '--timeout',
    '120',
    '--json',
    ...urls,
  ]
  const report = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [BIN, 'redaction-test', ...args], (error, out, problem) => {
      if (out === '') reject(new Error(problem, { cause: error }))
      else resolve(out)
    })
  })
  const { pages, untested } = JSON.parse(report) as {
    pages: { url: string; leaks: unknown[]; differences: unknown[]; planted: number }[]
    untested: unknown[]
  }
  expect(untested).toEqual([])
  expect(pages.map(({ url }) => url)).toEqual(urls)
  for (const { leaks, differences, planted } of pages) {
    expect({ leaks, differences }).toEqual({ leaks: [], differences: [] })
    expect(planted).toBeGreaterThan(300)
  }
})
