import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

/** A process that belongs to a test browser. */
export type Child = {
  readonly process: ChildProcess
  /** The last that it wrote to stderr, for error messages. */
  readonly notes: () => string
  /** Ends it and everything it started. Never rejects. */
  readonly stop: () => Promise<void>
}

/** Ends the whole group when the process ends, or when nobody holds its standard input any more. */
const WATCH = '("$0" "$@" </dev/null; kill -KILL 0) & cat >/dev/null; kill -KILL 0'

/**
 * Starts a process in a group of its own, and what it starts ends with it: browsers leave children behind when they are
 * killed. The group also ends when this process does, however that comes.
 */
export function startChild(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
  fourth: 'pipe' | 'ignore' = 'ignore',
): Child {
  const child = spawn('sh', ['-c', WATCH, command, ...args], {
    stdio: ['pipe', 'ignore', 'pipe', fourth],
    detached: true,
    env: { ...process.env, ...environment },
  })
  let notes = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (notes = (notes + text).slice(-2000)))
  child.on('error', (error) => (notes += error.message))
  const exited = new Promise((resolve) => child.once('exit', resolve))
  return {
    process: child,
    notes: () => notes,
    async stop() {
      if (child.pid === undefined) return
      child.stdin?.end()
      await exited
    },
  }
}

/** A TCP port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
