// `npm run bench`: on a fresh clone installs and builds what is missing, then measures ours, rrweb and the native floor side
// by side. Options: see bench/README.md. With --json, stdout holds one JSON array and nothing else.
import { spawnSync } from 'node:child_process'
import { prepare } from './lib/prepare.mjs'

await prepare(import.meta.url)
const { ensureChromium } = await import('./ensure-chromium.mjs')
await ensureChromium()
// What the build tells goes to stderr.
const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: ['inherit', 2, 'inherit'] })
if (status === 0) await import('../bench/run.ts')
else process.exitCode = 1
