// The server as a child process. It hears by the channel between them that it should stop, also when we are killed.
import { spawn } from 'node:child_process'

/**
 * Resolves when the server listens.
 * @returns {Promise<{ ended: Promise<number>, stop(): void, kill(): void }>}
 * @throws an error without message when it could not start: it has said why
 */
export async function startServer() {
  const child = spawn(process.execPath, ['apps/server/src/main.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // People read this terminal: only what needs them. A server by itself logs more.
    env: { ...process.env, LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn' },
  })
  const ended = new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1))
  })
  const ready = new Promise((resolve) => {
    child.once('message', () => resolve('ready'))
  })
  // Ctrl-C reaches the child by itself while it starts; it ends then, and so do we.
  if ((await Promise.race([ready, ended])) !== 'ready') throw new Error('')
  return {
    ended,
    stop: () => child.connected && child.disconnect(),
    kill: () => child.kill('SIGKILL'),
  }
}
