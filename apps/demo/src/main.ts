// The process that serves the demo sites. Started by `npm start`, or alone: `node apps/demo/src/main.ts`.
import process from 'node:process'
import { startDemo } from './start-demo.ts'

const DEFAULT_PORT = 4001

function readPort(text: string | undefined): number {
  const port = text === undefined || text === '' ? DEFAULT_PORT : Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  process.stderr.write(`DEMO_PORT must be a port number, not "${text ?? ''}".\n`)
  process.exit(2)
}

const { DEMO_PORT, DEMO_HOST, ALONGSIDE_SERVER_URL, ALONGSIDE_SITE_KEY } = process.env

try {
  const demo = await startDemo({
    port: readPort(DEMO_PORT),
    serverUrl: ALONGSIDE_SERVER_URL ?? 'http://localhost:4000',
    siteKey: ALONGSIDE_SITE_KEY ?? '',
    ...(DEMO_HOST === undefined ? {} : { host: DEMO_HOST }),
  })
  process.stdout.write(`Demo sites on ${demo.url}\n`)
  if (ALONGSIDE_SITE_KEY === undefined) {
    process.stdout.write('ALONGSIDE_SITE_KEY is not set: the sites work, but the chat will not open.\n')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.close())
} catch (error) {
  process.stderr.write(
    `The demo sites cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}
