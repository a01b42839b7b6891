import { LIMITS } from '@alongside/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type RealtimeServer, startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'

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

it('a message over the limit ends the connection that sent it, and nobody else’s', async () => {
  const { host, viewer } = await story.session()
  const bytes = new Uint8Array(LIMITS.maxMessageBytes * 2)
  host.socket.emit('frame', { to: [viewer.id], stream: 1, seq: 1, part: 0, parts: 1, bytes })
  await until(() => expect(host.socket.connected).toBe(false))
  expect(viewer.all('frame')).toEqual([])
  expect(viewer.socket.connected).toBe(true)
})
