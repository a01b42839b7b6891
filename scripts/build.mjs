// `npm run build`: builds what browsers load, as far as it has changed.
import { buildTargets } from './lib/build-targets.mjs'
import { readOptions } from './lib/options.mjs'
import { prepare } from './lib/prepare.mjs'

await prepare(import.meta.url)
const USAGE = `npm run build -- [options]
  --only NAMES     of these, with commas between: tag, viewer, console, demo, cli
  --force          also what has not changed`
const values = readOptions(USAGE, { only: { type: 'string' }, force: { type: 'boolean' } })
const problem = buildTargets(
  values.only?.split(',').map((name) => name.trim()),
  { force: values.force === true },
)
if (problem !== null) {
  console.error(problem)
  process.exitCode = 1
}
