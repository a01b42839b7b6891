// `npm run fuzz`: random pages, frames and style sheets through the engine. A failure names its seed.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { readOptions } from './lib/options.mjs'
import { prepare } from './lib/prepare.mjs'

const USAGE = `npm run fuzz -- [options]
  --minutes N      how long (1)
  --seed S         the first seed; with --minutes 0 only that one
  --only NAME      mirror, frames or styles`

await prepare(import.meta.url)
const { ensureChromium } = await import('./ensure-chromium.mjs')
await ensureChromium()
const values = readOptions(USAGE, {
  minutes: { type: 'string', default: '1' },
  seed: { type: 'string' },
  only: { type: 'string', default: '' },
})
const minutes = Number(values.minutes)
const seed = values.seed ?? (minutes > 0 ? String(Date.now() % 1_000_000) : '1')
console.log(`Fuzzing for ${minutes} minutes from seed ${seed}.`)
const { status } = spawnSync(
  join('node_modules/.bin', 'vitest'),
  ['run', '--project', 'browser', `packages/mirror/src/fuzz/${values.only}`],
  {
    stdio: 'inherit',
    env: { ...process.env, VITE_FUZZ_MINUTES: values.minutes, VITE_FUZZ_SEED: seed },
  },
)
process.exitCode = status ?? 1
