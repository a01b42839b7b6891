// `npm start`: installs and builds what is missing, then runs the server and, in demo mode, both demo sites.
// What cannot work ends in one line on stderr and exit code 1. Ctrl-C stops cleanly, a second one at once.
import { buildTargets } from './lib/build-targets.mjs'
import { mustDemoPortFree, startDemoSites } from './lib/demo-sites.mjs'
import { prepare } from './lib/prepare.mjs'
import { exitText, startServer } from './lib/server-process.mjs'
import { welcome } from './lib/welcome.mjs'

await prepare(import.meta.url)
// After prepare: this is TypeScript and needs the pinned Node.
const { readConfig } = await import('../apps/server/src/config.ts')
const { mustPortFree } = await import('../apps/server/src/must-port-free.ts')
const { mustWritable } = await import('../apps/server/src/storage/data-dir.ts')

/** Everything that a build would only delay the bad news about. */
async function check() {
  const config = readConfig(process.env)
  await mustPortFree(config)
  if (config.demo) await mustDemoPortFree(config.demoUrl)
  await mustWritable(config.dataDir)
  return config
}

async function start() {
  const config = await check()
  const problem = buildTargets()
  if (problem !== null) throw new Error(problem)
  const server = await startServer()
  const sites = config.demo ? await startDemoSites(config) : null
  console.log(welcome(config))

  let stopping = false
  const stop = () => {
    if (stopping) server.kill()
    stopping = true
    void sites?.close()
    server.stop()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const exit = await server.ended
  if (!stopping) console.error(`The server ended by itself (${exitText(exit)}); its last lines may say why.`)
  process.exit(stopping ? (exit.code ?? 1) : 1)
}

try {
  await start()
} catch (error) {
  const line = error instanceof Error ? error.message : String(error)
  // The server has already said why it cannot start.
  if (line !== '') console.error(`Alongside cannot start: ${line}`)
  process.exit(1)
}
