import process from 'node:process'
import { ConfigError, readConfig, type Config } from './config.ts'
import { mustPortFree } from './must-port-free.ts'
import { claimDataDir } from './storage/data-dir.ts'

/**
 * The process: settings, data folder, database, then the app on its port. What cannot work ends in one line on stderr
 * and exit code 1. SIGINT, SIGTERM, or the end of the process that started it, stop it cleanly; a second signal at once.
 */

/** How long an orderly stop may take before the process ends anyway. */
const STOP_MS = 8000

type Stop = () => Promise<void>

async function start(config: Config): Promise<Stop> {
  await mustPortFree(config)
  const releaseDataDir = await claimDataDir(config.dataDir)
  // Only now: loading the whole server takes a second, which would only delay the bad news.
  const { serve } = await import('./serve.ts')
  const stop = await serve(config)
  return async () => {
    await stop()
    await releaseDataDir()
  }
}

function fail(error: unknown): never {
  const line =
    error instanceof ConfigError ? error.message : String(error instanceof Error ? error.stack : error)
  process.stderr.write(`Alongside cannot start: ${line}\n`)
  process.exit(1)
}

/** Signals count from the first moment; one that comes while starting waits until there is something to stop. */
function stopOnSignals(starting: Promise<Stop>): void {
  let stopping = false
  const stop = async (): Promise<void> => {
    const stopServer = await starting
    setTimeout(() => process.exit(1), STOP_MS).unref()
    await stopServer()
  }
  const end = (): void => {
    if (stopping) process.exit(130)
    stopping = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Alongside did not stop cleanly: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  // Started with a channel (npm start): when the starter is gone, nobody is left to stop us.
  process.on('disconnect', () => {
    if (!stopping) end()
  })
}

try {
  const starting = start(readConfig(process.env))
  stopOnSignals(starting)
  await starting
  if (process.connected) process.send?.({ kind: 'ready' })
} catch (error) {
  fail(error)
}
