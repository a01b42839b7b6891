// `npm run conformance`: on a fresh clone installs what is missing, then compares pages with their mirrors.
// Options: see conformance/README.md. With --json, stdout holds one JSON object and nothing else.
import { prepare } from './lib/prepare.mjs'

const log = console.log
// What prepares the run may not speak on stdout.
console.log = console.error
await prepare(import.meta.url)
const { ensureChromium } = await import('./ensure-chromium.mjs')
await ensureChromium()
console.log = log
await import('../conformance/run.ts')
