// What every command of a fresh clone needs first: the dependencies, and the pinned Node. Runs on Node 20.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** npm writes the lock file some time after its own record of what it has installed. */
const LOCK_WRITTEN_LATER_MS = 120_000
const PINNED_NODE = `${ROOT}node_modules/node/bin/node`

/**
 * Installs dependencies when they are missing or older than the lock file and, when this is not the pinned Node, runs the
 * script again on it and does not return. Afterwards the working directory is the repository.
 * @param {string} script `import.meta.url` of the script that calls
 */
export async function prepare(script) {
  process.chdir(ROOT)
  if (isOutdated()) install()
  if (process.execPath !== PINNED_NODE && existsSync(PINNED_NODE))
    process.exit(await runAgain(fileURLToPath(script)))
}

function isOutdated() {
  const installed = 'node_modules/.package-lock.json'
  return (
    !existsSync(installed) ||
    statSync(installed).mtimeMs + LOCK_WRITTEN_LATER_MS < statSync('package-lock.json').mtimeMs
  )
}

function install() {
  console.error('Installing dependencies (once) ...')
  // Not `npm ci`: it refuses a lock file that does not name the native parts of every other platform, and some
  // registries offer only those of their own. The versions are those of the lock file all the same.
  const { status } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'],
    // What npm tells goes to stderr: stdout belongs to the command, which may print JSON.
    { stdio: ['inherit', 2, 'inherit'] },
  )
  if (status === 0) return
  console.error(
    'Installing the dependencies failed. Check the network and the npm registry, then try again: npm install',
  )
  process.exit(1)
}

/** Resolves with the exit code. Ctrl-C reaches the child by itself (one process group); SIGTERM is passed on. */
function runAgain(script) {
  const child = spawn(PINNED_NODE, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}
