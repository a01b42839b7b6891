import { Manager } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { chooseTransports } from './choose-transports.ts'

/** Waits between attempts to reach the server, in ms. Jitter of a half keeps a restarted server from being stormed. */
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 3000

type Connection = { readonly manager: Manager; readonly used: Set<string> }

/** By server. Module-level on purpose: it is how links that know nothing of each other share one connection. */
const pool = new Map<string, Set<Connection>>()

export type PooledSocket = { readonly socket: Socket; release(): void }

/**
 * A socket of this namespace, on a connection to that server that is there already if it has none of this namespace.
 * Not connected yet. `release` disconnects it; the last one closes the connection.
 */
export function acquireSocket(serverUrl: string, namespace: string): PooledSocket {
  const connections = pool.get(serverUrl) ?? new Set()
  pool.set(serverUrl, connections)
  const connection = [...connections].find(({ used }) => !used.has(namespace)) ?? open(serverUrl)
  connections.add(connection)
  connection.used.add(namespace)
  const socket = connection.manager.socket(namespace)
  return {
    socket,
    release() {
      socket.off()
      socket.offAny()
      socket.disconnect()
      connection.used.delete(namespace)
      if (connection.used.size > 0) return
      connections.delete(connection)
      connection.manager.off()
    },
  }
}

function open(serverUrl: string): Connection {
  const manager = new Manager(serverUrl, {
    autoConnect: false,
    reconnectionDelay: FIRST_RETRY_MS,
    reconnectionDelayMax: LONGEST_RETRY_MS,
    randomizationFactor: 0.5,
    // Sites replace setTimeout; the connection must not depend on theirs.
    useNativeTimers: true,
    tryAllTransports: true,
  })
  chooseTransports(manager)
  ignoreToJson(manager)
  return { manager, used: new Set() }
}

/**
 * Old libraries put a `toJSON` on Array.prototype, which turns each packet into a string that no server reads. A replacer
 * is asked after `toJSON` and answers with what was there before it. (Socket.IO has no option for it but a parser of one's own.)
 */
function ignoreToJson(manager: Manager): void {
  const { encoder } = manager as unknown as { encoder?: { replacer?: unknown } }
  if (encoder === undefined) return
  encoder.replacer = function original(this: Record<string, unknown>, key: string): unknown {
    return this[key]
  }
}
