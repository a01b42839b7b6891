import type { WebSocket } from 'ws'

/** Passes messages between the page of a room and its viewers, and does not look into them. */
export type Relay = {
  /** `path`: /@conformance/relay/ROOM/visitor or /@conformance/relay/ROOM/viewer. */
  join(socket: WebSocket, path: string): void
  close(room: string): void
  closeAll(): void
}

type Side = 'visitor' | 'viewer'
type Message = { readonly data: unknown; readonly isBinary: boolean }
type Pair = { readonly sockets: Record<Side, Set<WebSocket>>; readonly waiting: Record<Side, Message[]> }

export function createRelay(): Relay {
  const pairs = new Map<string, Pair>()
  const pairOf = (room: string) => {
    const pair = pairs.get(room) ?? {
      sockets: { visitor: new Set(), viewer: new Set() },
      waiting: { visitor: [], viewer: [] },
    }
    pairs.set(room, pair)
    return pair
  }
  const close = (room: string) => {
    const pair = pairs.get(room)
    pairs.delete(room)
    for (const socket of [...(pair?.sockets.visitor ?? []), ...(pair?.sockets.viewer ?? [])])
      socket.terminate()
  }
  return {
    join(socket, path) {
      const [room, name] = path.split('/').slice(-2)
      if (room === undefined || (name !== 'visitor' && name !== 'viewer')) return socket.terminate()
      const other: Side = name === 'visitor' ? 'viewer' : 'visitor'
      const pair = pairOf(room)
      pair.sockets[name].add(socket)
      for (const { data, isBinary } of pair.waiting[name].splice(0))
        socket.send(data as Buffer, { binary: isBinary })
      socket.on('message', (data, isBinary) => {
        // Whoever comes first is heard when the other is there.
        if (pair.sockets[other].size === 0) pair.waiting[other].push({ data, isBinary })
        for (const peer of pair.sockets[other]) peer.send(data as Buffer, { binary: isBinary })
      })
      socket.on('close', () => pair.sockets[name].delete(socket))
      socket.on('error', () => socket.terminate())
    },
    close,
    closeAll() {
      for (const room of pairs.keys()) close(room)
    },
  }
}
