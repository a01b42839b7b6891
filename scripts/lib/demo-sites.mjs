// The two demo sites, on an origin of their own, in this process.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/**
 * @param {string} demoUrl
 * @throws an error that names DEMO_PORT
 */
export function mustDemoPortFree(demoUrl) {
  const port = Number(new URL(demoUrl).port || 80)
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(inUse(port, error)))
    probe.listen({ port, host: 'localhost' }, () => probe.close(() => resolve(undefined)))
  })
}

function inUse(port, { code }) {
  return new Error(
    code === 'EADDRINUSE'
      ? `DEMO_PORT ${port} is in use by another program. Stop it, or set DEMO_PORT to a free port.`
      : `DEMO_PORT ${port} cannot be used (${code}). Set DEMO_PORT to another port.`,
  )
}

/** @param {{ dataDir: string, demoUrl: string, publicUrl: string }} config */
export async function startDemoSites(config) {
  const { startDemo } = await import('../../apps/demo/src/start-demo.ts')
  const { siteKey } = JSON.parse(readFileSync(join(config.dataDir, 'demo.json'), 'utf8'))
  const port = Number(new URL(config.demoUrl).port || 80)
  return startDemo({ port, serverUrl: config.publicUrl, siteKey }).catch((error) => {
    throw inUse(port, error)
  })
}
