// The server as a child process. It hears by the channel between them that it should stop, also when we are killed.
import { spawn } from 'node:child_process'

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Exit one of both, as `exit` of a child process has it
 */

/**
 * Resolves when the server listens.
 * @returns {Promise<{ ended: Promise<Exit>, stop(): void, kill(): void }>}
 * @throws an error when it could not start, without message when it has said why itself
 */
export async function startServer() {
  const child = spawn(process.execPath, ['apps/server/src/main.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // People read this terminal: only what needs them. A server by itself logs more.
    env: { ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn' },
  })
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const ready = new Promise((resolve) => {
    child.once('message', () => resolve('ready'))
  })
  // Ctrl-C reaches the child by itself while it starts; it ends then, and so do we.
  const first = await Promise.race([ready, ended])
  if (first !== 'ready')
    throw new Error(first.signal === null ? '' : `the server ended by ${exitText(first)}.`)
  return {
    ended,
    stop: () => child.connected && child.disconnect(),
    kill: () => child.kill('SIGKILL'),
  }
}

/**
 * What a process ended with, in words: a signal tells of being killed (SIGKILL: often for want of memory), a code that it
 * ended by its own decision.
 * @param {Exit} exit
 */
export function exitText({ code, signal }) {
  return signal === null ? `exit code ${code}` : `signal ${signal}`
}
