import type { Server } from 'node:http'
import type { Services } from '../services.ts'

/** The running Socket.IO server. `close` tells everybody, then closes all connections; the HTTP server stays the caller's. */
export type Realtime = { close(): Promise<void> }

/** Serves the namespaces `/visitor`, `/agent` and `/session` on this HTTP server. */
export function attachRealtime(_server: Server, _services: Services): Realtime {
  return { close: async () => {} }
}
