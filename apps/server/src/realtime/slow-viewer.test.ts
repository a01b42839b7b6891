import { LIMITS } from '@alongside/protocol'
import type { Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type RealtimeServer, startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'
import { MAX_WAITING_BYTES } from './viewer-outflow.ts'

let server: RealtimeServer
let story: Story

beforeEach(async () => {
  server = await startRealtimeServer()
  story = new Story(server.url)
})
afterEach(async () => {
  story.close()
  await server.close()
})

/** The connection under a client: while it is paused nothing is read from the network. */
function cableOf(socket: Socket): { pause(): void; resume(): void } {
  const transport: unknown = socket.io.engine.transport
  return (transport as { ws: { pause(): void; resume(): void } }).ws
}

it('drops a stream that a slow viewer cannot take, and asks the host for a new one when it can', async () => {
  const { host, viewer } = await story.session()
  const bytes = new Uint8Array(LIMITS.framePartBytes)
  const send = (stream: number, seq: number) =>
    host.socket.emit('frame', { to: [viewer.id], stream, seq, part: 0, parts: 1, bytes })
  cableOf(viewer.socket).pause()
  // Twice what may wait here, so that more than the network's own buffers fill.
  const sent = Math.ceil((MAX_WAITING_BYTES * 2) / LIMITS.framePartBytes)
  for (let seq = 1; seq <= sent; seq += 1) send(1, seq)
  // The host's messages come in order: when this is answered, all frames have been dealt with.
  host.socket.emit('surprise', {})
  await until(() => expect(host.all('problem')).toHaveLength(1))
  expect(host.all('resync')).toEqual([])

  cableOf(viewer.socket).resume()
  await until(() => expect(host.all('resync')).toMatchObject([{ from: viewer.id, stream: 1 }]))
  send(1, sent + 1)
  send(2, 1)
  await until(() => expect(viewer.last('frame')).toMatchObject({ stream: 2, seq: 1 }))
  const received = viewer.all<{ stream: number; seq: number }>('frame').filter(({ stream }) => stream === 1)
  expect(received.length).toBeGreaterThan(0)
  expect(received.length).toBeLessThan(sent)
  expect(received.map(({ seq }) => seq)).toEqual(received.map((_, index) => index + 1))
})
