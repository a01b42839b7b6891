import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourceHash } from './source-hash.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alongside-hash-'))
  write('src/index.ts', 'one')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): void {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

test.each([
  ['src/index.ts', 'two'],
  ['src/other.ts', ''],
  ['vite.config.ts', 'x'],
])('%s changes the hash', (name, text) => {
  const before = sourceHash([folder])
  write(name, text)
  expect(sourceHash([folder])).not.toBe(before)
})

test.each(['dist/index.js', 'node_modules/x/index.js', 'src/index.test.ts', 'src/index.browser.test.tsx'])(
  '%s does not go into a build',
  (name) => {
    const before = sourceHash([folder])
    write(name, 'new')
    expect(sourceHash([folder])).toBe(before)
  },
)
