// `npm run fuzz -- --minutes N [--seed S]`: random pages, frames and style sheets through the engine. A failure names its seed;
// `--seed S --minutes 0` runs that one again. `--only mirror|frames|styles`: one of them.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepare } from './lib/prepare.mjs'

await prepare(import.meta.url)
const { ensureChromium } = await import('./ensure-chromium.mjs')
await ensureChromium()
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
  },
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
