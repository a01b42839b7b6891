import { defineConfig } from '@playwright/test'
import { chromium } from '../scripts/chromium.mjs'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  workers: 1,
  // Three browsers and two servers on a shared machine: up to two more tries in CI, and what needed them is listed as flaky.
  retries: process.env['CI'] === undefined ? 0 : 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter:
    process.env['E2E_JSON'] === undefined
      ? 'list'
      : [['list'], ['json', { outputFile: process.env['E2E_JSON'] }]],
  use: { browserName: 'chromium', launchOptions: chromium(), trace: 'retain-on-failure' },
})
