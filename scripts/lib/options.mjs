// Options of the repository's commands.
import { parseArgs } from 'node:util'

/**
 * Reads the command line. An option that there is not ends the command with `usage` (one line an option) and code 1;
 * `--help` prints it.
 */
export function readOptions(usage, options) {
  if (process.argv.includes('--help')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(1)
  }
}
