import { createServer, request } from 'node:http'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import { connect } from 'node:net'
import { PROTOCOL_VERSION } from '@alongside/protocol'
import type { ErrorBody } from '@alongside/protocol'
import { Server } from 'socket.io'
import type { Socket } from 'socket.io'

/** A real Socket.IO server for the tests of this package: says who connects, and does what the test tells it. */
export type TestServer = {
  readonly url: string
  readonly io: Server
  /** `auth` of every connection that was tried, in order. */
  readonly tried: Record<string, unknown>[]
  /** Sockets that were let in, in order. */
  readonly sockets: Socket[]
  /** Errors to answer the next connections with. */
  readonly refusals: ErrorBody[]
  /** What is sent first to who is let in; null: nothing. */
  first: readonly [event: string, payload: unknown] | null
  close(): Promise<void>
}

export async function startTestServer(namespace: string, port = 0): Promise<TestServer> {
  const http = createServer()
  const io = new Server(http, { maxHttpBufferSize: 1024 * 1024 })
  const server: TestServer = {
    url: `http://127.0.0.1:${await listen(http, port)}`,
    io,
    tried: [],
    sockets: [],
    refusals: [],
    first: ['welcome', welcome()],
    close: () => io.close(),
  }
  io.of(namespace).use((socket, next) => {
    server.tried.push(socket.handshake.auth)
    const refusal = server.refusals.shift()
    next(refusal && Object.assign(new Error(refusal.kind), { data: refusal }))
  })
  io.of(namespace).on('connection', (socket) => {
    server.sockets.push(socket)
    if (server.first !== null) socket.emit(...server.first)
  })
  return server
}

export function welcome(over: Record<string, unknown> = {}): Record<string, unknown> {
  const participants = ['host', 'viewer'].map((role) => ({
    id: role,
    role,
    name: role,
    connected: true,
    capabilities: ['view'],
  }))
  return {
    protocol: PROTOCOL_VERSION,
    me: participants[0],
    session: { state: 'active', id: 's1', mode: 'view', participants, startedAt: 1, host: 'present' },
    token: 'token-2',
    ...over,
  }
}

/** A proxy that lets HTTP through and treats WebSocket upgrades as some networks do. */
export async function startProxy(
  target: string,
  upgrades: 'refuse' | 'swallow',
): Promise<{ readonly url: string; readonly upgrades: () => number; close(): Promise<void> }> {
  const { hostname, port } = new URL(target)
  const open = new Set<TcpSocket>()
  let count = 0
  const http = createServer((incoming, outgoing) => {
    const { url, method, headers } = incoming
    const forwarded = request({ hostname, port, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.on('error', () => outgoing.destroy())
    outgoing.on('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  })
  http.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  http.on('upgrade', (_request, socket) => {
    count++
    if (upgrades === 'refuse') socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  return {
    url: `http://127.0.0.1:${await listen(http, 0)}`,
    upgrades: () => count,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        http.close(() => resolve())
      }),
  }
}

/** A plain TCP relay whose connections the test can cut, as a lost network does. */
export async function startCable(
  target: string,
): Promise<{ readonly url: string; cut(): void; close(): void }> {
  const { hostname, port } = new URL(target)
  const { createServer: createTcpServer } = await import('node:net')
  const open = new Set<TcpSocket>()
  const relay = createTcpServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    cut,
    close() {
      cut()
      relay.close()
    },
  }
}

function listen(http: HttpServer, port: number): Promise<number> {
  return new Promise((resolve) => {
    http.listen(port, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
  })
}
