// `npm run conformance`: on a fresh clone installs what is missing, then compares pages with their mirrors.
// Options: see conformance/README.md. With --json, stdout holds one JSON object and nothing else.
import { prepare } from './lib/prepare.mjs'

await prepare(import.meta.url)
const { ensureChromium } = await import('./ensure-chromium.mjs')
await ensureChromium()
await import('../conformance/run.ts')
