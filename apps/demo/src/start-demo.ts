import { buildDemo } from './build-demo.ts'

/** What the demo sites need to know of their surroundings. */
export interface DemoOptions {
  /** TCP port; 0 takes any free one. */
  readonly port: number
  /** Origin of the Alongside server, e.g. `http://localhost:4000`. */
  readonly serverUrl: string
  /** The site key that the tag carries. */
  readonly siteKey: string
  /** Interface to listen on; `localhost` unless given. */
  readonly host?: string
}

/** The running demo sites. */
export interface RunningDemo {
  /** Origin of the sites, without a trailing slash. */
  readonly url: string
  /** Stops listening and drops open connections. */
  close(): Promise<void>
}

/**
 * Serves both demo sites from this process.
 * @throws if the port is in use (`EADDRINUSE`) or the server address is not a URL
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const host = options.host ?? 'localhost'
  const app = await buildDemo({ serverUrl: options.serverUrl, siteKey: options.siteKey })
  await app.listen({ port: options.port, host })
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  const shownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return {
    url: `http://${shownHost}:${port}`,
    close: () => app.close(),
  }
}
