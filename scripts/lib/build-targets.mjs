// The parts that browsers load, what each is built from, and building those that are out of date.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, resolve } from 'node:path'
import { compressFolder } from './compress.mjs'
import { sourceHash } from './source-hash.mjs'

const CACHE = 'node_modules/.cache/alongside'
/** Changes everything: other dependencies, other build steps. */
const COMMON = ['package-lock.json', 'tsconfig.base.json', 'scripts/lib']

const ENGINE = ['packages/protocol', 'packages/mirror', 'packages/link']
/** `from`: other workspaces whose source ends up in it. `served`: by the server, so with compressed copies. */
const TARGETS = {
  tag: { workspace: 'packages/tag', from: ENGINE, served: true },
  viewer: { workspace: 'packages/viewer', from: ENGINE, served: true },
  console: { workspace: 'apps/console', from: [...ENGINE, 'packages/viewer'], served: true },
  cli: { workspace: 'packages/cli', from: ['packages/protocol', 'packages/mirror'], served: false },
  demo: { workspace: 'apps/demo', from: [], served: false },
}

export const TARGET_NAMES = Object.keys(TARGETS)

/**
 * Builds the named parts that have changed since their last build.
 * @param {readonly string[]} [names] all when left out
 * @param {{ force?: boolean }} [options] force: build even what is up to date
 * @returns {string | null} what went wrong, in one line
 */
export function buildTargets(names = TARGET_NAMES, { force = false } = {}) {
  for (const name of names) {
    const target = TARGETS[name]
    if (target === undefined)
      return `There is no part "${name}" to build. There are: ${TARGET_NAMES.join(', ')}.`
    const stamp = `${CACHE}/${name}.hash`
    const hash = sourceHash([target.workspace, ...target.from, ...COMMON])
    const dist = `${target.workspace}/dist`
    if (!force && existsSync(dist) && readIf(stamp) === hash) continue
    console.log(`Building ${name} ...`)
    // Gone first: a build that breaks off must not pass for a good one next time.
    rmSync(stamp, { force: true })
    if (!runBuild(target.workspace)) return `Building ${name} failed; the reason stands above.`
    if (target.served) compressFolder(dist)
    mkdirSync(CACHE, { recursive: true })
    writeFileSync(stamp, hash)
  }
  return null
}

/** @param {string} workspace its `build` script is the owner's word on how */
function runBuild(workspace) {
  const { status } = spawnSync(
    'npm',
    ['run', '--silent', 'build', '-w', workspace, '--', '--logLevel', 'warn'],
    {
      stdio: 'inherit',
      // npm puts this in front for its scripts, but itself needs no newer Node than there is.
      env: {
        ...process.env,
        PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      },
    },
  )
  return status === 0
}

function readIf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
