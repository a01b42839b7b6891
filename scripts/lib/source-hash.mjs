// One hash over folders of source files, to tell whether a build is up to date.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const NOT_SOURCE = new Set(['node_modules', 'dist', '.vite'])

/**
 * @param {readonly string[]} paths files and folders
 * @returns {string} SHA-256 over names and contents of all files that go into a build (no tests)
 */
export function sourceHash(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesIn(path)).sort())
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCE.has(entry.name) || /\.test\.\w+$/.test(entry.name)) return []
    const inside = join(path, entry.name)
    return entry.isDirectory() ? filesIn(inside) : [inside]
  })
}
