import { EXIT, HELP, redactionTest } from './redaction/command.ts'

/** `alongside COMMAND ...`: resolves with the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args
  if (command === 'redaction-test') return redactionTest(rest)
  const isAsked = command === undefined || command === '--help' || command === '-h' || command === 'help'
  if (!isAsked) console.error(`There is no command "${command}".\n`)
  console.log(HELP)
  return isAsked ? EXIT.clean : EXIT.untested
}
