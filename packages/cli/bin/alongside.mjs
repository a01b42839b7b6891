#!/usr/bin/env node
// The command line. In the repository it builds what it needs first; as an installed package that is there already.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const scripts = new URL('../../../scripts/lib/', import.meta.url)
if (existsSync(fileURLToPath(new URL('build-targets.mjs', scripts)))) {
  // Preparing changes the directory, and may run this file again on the pinned Node.
  process.env['ALONGSIDE_CWD'] ??= process.env['INIT_CWD'] ?? process.cwd()
  const { prepare } = await import(new URL('prepare.mjs', scripts).href)
  await prepare(import.meta.url)
  const { buildTargets } = await import(new URL('build-targets.mjs', scripts).href)
  const log = console.log
  // Standard output is for the report, which may be JSON.
  console.log = console.error
  const problem = buildTargets(['cli'])
  console.log = log
  if (problem !== null) {
    console.error(problem)
    process.exit(2)
  }
  process.chdir(process.env['ALONGSIDE_CWD'])
}
const { main } = await import(new URL('../dist/cli.js', import.meta.url).href)
process.exitCode = await main(process.argv.slice(2))
