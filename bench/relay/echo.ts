// The floor of any relay: a bare `ws` server that sends everything back. Tells its port on stdout.
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data as Buffer, { binary: isBinary }))
  socket.on('error', () => socket.terminate())
})
server.on('listening', () => console.log((server.address() as AddressInfo).port))
