import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { systemBrowser } from './packages/testkit/src/browsers/vitest-provider.ts'
import { firefoxPath, webkitPaths } from './scripts/browser-paths.mjs'
import { chromium } from './scripts/chromium.mjs'

// Bundled before the first test: a reload in mid-test would lose it.
const BUNDLED = {
  include: [
    'react',
    'react/jsx-runtime',
    'react/jsx-dev-runtime',
    'react-dom/client',
    'radix-ui',
    'lucide-react',
    '@tanstack/react-query',
    'socket.io-client',
    'preact',
    'preact/hooks',
    'preact/jsx-runtime',
    'preact/jsx-dev-runtime',
    '@preact/signals',
    'valibot',
  ],
}
/**
 * Machines are shared: what is waited for may take long. Nothing here measures time. In CI what fails is tried twice more, as
 * end-to-end tests are.
 */
const PATIENCE = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: process.env['CI'] === undefined ? 0 : 2,
  expect: { poll: { timeout: 15_000 } },
}
const BROWSER_TESTS = ['packages/**/*.browser.test.ts', 'packages/**/*.browser.test.tsx']

/**
 * Open in these engines, to be worked on: in Firefox an attack that navigates its page ends the capture, and internals of closed
 * roots are not kept.
 * WebKit gives some frames within frames within lines no box in the page, but one in the mirror.
 */
const OPEN = {
  firefox: ['**/mirror/src/attacks.browser.test.ts', '**/early/index.browser.test.ts'],
  webkit: ['**/fuzz/mirror.fuzz.browser.test.ts'],
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{packages,apps,scripts,conformance,bench}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'],
          ...PATIENCE,
        },
      },
      {
        optimizeDeps: BUNDLED,
        test: {
          name: 'browser',
          include: [...BROWSER_TESTS, 'apps/**/*.browser.test.ts'],
          ...PATIENCE,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromium() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      ...(firefoxPath() === undefined ? [] : [engine('firefox')]),
      ...(webkitPaths() === undefined ? [] : [engine('webkit')]),
    ],
  },
})

/** The same tests in another engine, but for those that need input from a driver. */
function engine(name: 'firefox' | 'webkit') {
  return {
    optimizeDeps: BUNDLED,
    test: {
      name,
      include: BROWSER_TESTS,
      exclude: [
        '**/node_modules/**',
        '**/pointing-tools.browser.test.ts',
        '**/media-features.browser.test.ts',
        ...OPEN[name],
      ],
      ...PATIENCE,
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: systemBrowser(name),
        instances: [{ browser: name }],
      },
    },
  }
}
