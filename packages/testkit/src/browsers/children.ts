import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { createServer } from 'node:net'

const STOP_MS = 5000

/** A process that belongs to a test browser. */
export type Child = {
  readonly process: ChildProcess
  /** The last that it wrote to stderr, for error messages. */
  notes(): string
  /** Ends it and everything it started. Never rejects. */
  stop(): Promise<void>
}

/**
 * Starts a process at the head of a group of its own, so that what it starts ends with it: browsers leave children behind
 * when they are killed. When this process exits first, the group is killed.
 */
export function startChild(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
  stdio: StdioOptions = ['ignore', 'ignore', 'pipe'],
): Child {
  const child = spawn(command, args, { stdio, detached: true, env: { ...process.env, ...environment } })
  let notes = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (notes = (notes + text).slice(-2000)))
  child.on('error', (error) => (notes += error.message))
  const kill = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // Nobody of the group is left.
    }
  }
  const killNow = () => kill('SIGKILL')
  process.once('exit', killNow)
  return {
    process: child,
    notes: () => notes,
    async stop() {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        const exited = new Promise((resolve) => child.once('exit', resolve))
        const timer = setTimeout(killNow, STOP_MS)
        kill('SIGTERM')
        await exited
        clearTimeout(timer)
      }
      killNow()
      process.removeListener('exit', killNow)
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
