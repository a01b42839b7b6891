import { createServer } from 'node:net'
import { ConfigError, type Config } from './config.ts'

/**
 * Checked before anything else, so that a second start of the same server names the port and touches nothing.
 * @throws ConfigError
 */
export function mustPortFree({ port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(new ConfigError(listenProblem(port, host, error))))
    probe.listen({ port, host }, () => probe.close(() => resolve()))
  })
}

function listenProblem(port: number, host: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE')
    return `PORT ${port} is in use by another program. Stop it, or set PORT to a free port.`
  if (error.code === 'EACCES')
    return `PORT ${port} may not be used by this user. Set PORT to a port above 1023.`
  const why = error.code ?? error.message
  return `HOST "${host}" cannot be listened on (${why}). Set HOST to an address of this machine.`
}
