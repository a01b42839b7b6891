import type { parseArgs, ParseArgsOptionsConfig } from 'node:util'

/** See options.mjs. */
export function readOptions<Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
): ReturnType<typeof parseArgs<{ options: Options }>>['values']
