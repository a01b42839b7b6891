import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openShapedLink } from './shaped-link.ts'

test('all bytes arrive in their order, whatever is lost on the way', async () => {
  const target = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
  target.listen(0, '127.0.0.1')
  await once(target, 'listening')
  const { port } = target.address() as AddressInfo
  const link = await openShapedLink(port, { upBitsPerSecond: 4_000_000, roundTripMs: 4, loss: 0.2 })
  onTestFinished(async () => {
    await link.close()
    target.close()
  })
  const sent = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251))
  const socket = connect({ port: link.port, host: '127.0.0.1' })
  const received: Buffer[] = []
  socket.on('data', (data: Buffer) => received.push(data))
  socket.end(sent)
  await once(socket, 'end')
  expect(Buffer.concat(received).equals(sent)).toBe(true)
})
