// `npm run build`: builds what browsers load, as far as it has changed. `--only tag,viewer`: these. `--force`: anyway.
import { parseArgs } from 'node:util'
import { buildTargets } from './lib/build-targets.mjs'
import { prepare } from './lib/prepare.mjs'

await prepare(import.meta.url)
const { values } = parseArgs({ options: { only: { type: 'string' }, force: { type: 'boolean' } } })
const problem = buildTargets(
  values.only?.split(',').map((name) => name.trim()),
  { force: values.force === true },
)
if (problem !== null) {
  console.error(problem)
  process.exitCode = 1
}
