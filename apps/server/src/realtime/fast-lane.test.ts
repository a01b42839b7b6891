import { LIMITS } from '@alongside/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostHello, type Transport } from '../testing/clients.ts'
import { type RealtimeServer, startRealtimeServer } from '../testing/realtime-server.ts'
import { Story, until } from '../testing/story.ts'

let server: RealtimeServer
beforeEach(async () => {
  server = await startRealtimeServer()
})
afterEach(() => server.close())

const cursor = (x: number) => ({ kind: 'cursor', epoch: 'e', cursor: { node: 4, x, y: 0 } })
const bytesOf = (frame: unknown) => new Uint8Array((frame as { bytes: ArrayBuffer }).bytes)

describe.each<Transport>(['websocket', 'polling'])('by %s', (transport) => {
  it('frames of every size arrive as they were sent, pointers and acknowledgements in between', async () => {
    const story = new Story(server.url, transport)
    const { host, viewer } = await story.session()
    // Around what the headers of WebSocket's frames, and copies, go by.
    const sizes = [0, 1, 124, 125, 126, 127, 4095, 4096, 4097, 65_535, 65_536, LIMITS.framePartBytes]
    const sent = sizes.map((size) => Uint8Array.from({ length: size }, (_, i) => (i * 7 + size) % 251))
    for (const [i, bytes] of sent.entries()) {
      host.socket.emit('frame', { to: [viewer.id], stream: 1, seq: i, part: 0, parts: 1, bytes })
      host.socket.emit('signal', cursor(i / 100))
      viewer.socket.emit('ack', { stream: 1, seq: i })
    }
    await until(() => expect(viewer.all('frame')).toHaveLength(sizes.length))
    expect(viewer.all('frame').map(bytesOf)).toEqual(sent)
    expect(viewer.all<{ seq: number }>('frame').map(({ seq }) => seq)).toEqual(sizes.map((_, i) => i))
    expect(viewer.all('signal')).toEqual(sizes.map((_, i) => ({ from: host.id, signal: cursor(i / 100) })))
    await until(() =>
      expect(host.all('ack')).toEqual(sizes.map((_, seq) => ({ from: viewer.id, stream: 1, seq }))),
    )
    expect([...host.all('problem'), ...viewer.all('problem')]).toEqual([])
    story.close()
  })
})

describe('what is not exactly as expected', () => {
  it('is answered as ever, in the order in which it came', async () => {
    const story = new Story(server.url)
    const { host, viewer } = await story.session()
    host.socket.emit('ack', { stream: 1, seq: 1 })
    host.socket.emit('signal', { kind: 'cursor', epoch: 'e', cursor: { node: 0, x: 0, y: 0 } })
    host.socket.emit('signal', { kind: 'highlight', epoch: 'e', highlight: null })
    host.socket.emit('frame', {
      to: [viewer.id],
      stream: 0,
      seq: 0,
      part: 0,
      parts: 1,
      bytes: new Uint8Array(2),
    })
    host.socket.emit('frame', { to: [viewer.id], stream: 1, seq: 0, part: 0, parts: 1, bytes: 'text' })
    await until(() => expect(host.all('problem')).toHaveLength(4))
    expect(host.all<{ kind: string }>('problem').map(({ kind }) => kind)).toEqual([
      'forbidden',
      'invalid_input',
      'invalid_input',
      'invalid_input',
    ])
    expect(viewer.all('signal')).toHaveLength(1)
    expect(viewer.all('frame')).toEqual([])
    story.close()
  })

  it('and a message of another kind is not overtaken', async () => {
    const story = new Story(server.url)
    const { host, viewer } = await story.session()
    viewer.socket.emit('resync', { stream: 1, reason: 'test' })
    viewer.socket.emit('ack', { stream: 1, seq: 1 })
    await until(() => expect(host.all('ack')).toHaveLength(1))
    const events = host.heard.map(({ event }) => event)
    expect(events.indexOf('resync')).toBeGreaterThan(-1)
    expect(events.indexOf('resync')).toBeLessThan(events.indexOf('ack'))
    story.close()
  })

  it('bytes that do not follow their frame end the connection, as any breach of the protocol does', async () => {
    const story = new Story(server.url)
    const { host, viewer } = await story.session()
    host.socket.io.engine.write('51-/session,["frame",{"to":[],"bytes":{"_placeholder":true,"num":0}}]')
    host.socket.io.engine.write('2/session,["signal",null]')
    await until(() => expect(host.socket.connected).toBe(false))
    expect(viewer.socket.connected).toBe(true)
    story.close()
  })

  it('a page that comes again by the same connection is heard once', async () => {
    const story = new Story(server.url)
    const { visitor, host, viewer, hostToken } = await story.session()
    const isGone = () => until(() => expect(viewer.view).not.toMatchObject({ host: 'present' }))
    host.socket.disconnect()
    await isGone()
    const page = visitor.socket.io.socket('/session', { auth: hostHello(hostToken, 'next') })
    for (const x of [0.25, 0.5, 0.75]) {
      if (!page.active) page.connect()
      await until(() => expect(page.connected).toBe(true))
      await until(() => expect(viewer.view).toMatchObject({ host: 'present' }))
      page.emit('signal', cursor(x))
      await until(() => expect(viewer.last('signal')).toMatchObject({ signal: cursor(x) }))
      page.disconnect()
      await isGone()
    }
    expect(viewer.all('signal')).toHaveLength(3)
    story.close()
  })
})
