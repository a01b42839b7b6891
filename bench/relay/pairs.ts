import { PROTOCOL_VERSION } from '@alongside/protocol'
import { io, type Socket } from 'socket.io-client'
import { WebSocket } from 'ws'
import { createSession } from '../core/rest.ts'
import { FIRST_VIEW_FRAMES, FRAME_BYTES, type LoadedPair, type LoadOptions, type Message } from './levels.ts'

type Arrived = (sentAt: number) => void
const STREAM = 1
const EPOCH = 'load'

/** A visitor's page and a viewer as they are at work, through the server's own doors: REST, invitation, consent, session. */
export async function openPair(options: LoadOptions, number: number, arrived: Arrived): Promise<LoadedPair> {
  const created = await createSession(options.url, options.apiKey)
  const tabId = `tab-${number}`
  const visitor = await openVisitor(options, number, tabId)
  await visitor.emitWithAck('join', { token: created.visitorToken, tabId })
  const accepted = (await visitor.emitWithAck('accept', { sessionId: created.id, tabId })) as {
    hostToken: string
  }
  let pages = 0
  let token = accepted.hostToken
  const host = visitor.io.socket('/session', {
    auth: (give: (hello: object) => void) =>
      give({ protocol: PROTOCOL_VERSION, token, pageId: `page-${number}-${++pages}`, tabId }),
  })
  host.on('welcome', (welcome: { token: string }) => (token = welcome.token))
  await once(host, 'welcome')
  const viewer = io(`${options.url}/session`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL_VERSION, token: created.agentToken },
  })
  const { me } = (await once(viewer, 'welcome')) as { me: { id: string } }
  viewer.on('signal', ({ signal }: { signal: { cursor: { x: number } } }) => arrived(signal.cursor.x * 1e6))
  viewer.on('frame', ({ stream, seq, bytes }: { stream: number; seq: number; bytes: Buffer }) => {
    arrived(Buffer.from(bytes).readDoubleLE(0))
    viewer.emit('ack', { stream, seq })
  })
  let seq = 0
  const send = (what: Message) => {
    if (!host.connected) return
    if (what === 'pointer')
      host.emit('signal', {
        kind: 'cursor',
        epoch: EPOCH,
        cursor: { node: 7, x: performance.now() / 1e6, y: 0.5 },
      })
    else
      host.emit('frame', { to: [me.id], stream: STREAM, seq: ++seq, part: 0, parts: 1, bytes: stamped(what) })
  }
  return {
    send,
    navigate() {
      host.emit('leaving', {})
      host.disconnect()
      host.once('welcome', () => {
        for (let i = 0; i < FIRST_VIEW_FRAMES; i++) send('first view')
      })
    },
    close() {
      visitor.io.engine.close()
      viewer.close()
    },
  }
}

/** The same messages over a socket that comes straight back: what the network, the machine and this process take. */
export async function openEcho(options: LoadOptions, arrived: Arrived): Promise<LoadedPair> {
  const socket = new WebSocket(options.url.replace('http', 'ws'), { perMessageDeflate: false })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('message', (data: Buffer) => arrived(data.readDoubleLE(0)))
  const send = (what: Message) => socket.send(stamped(what))
  return {
    send,
    navigate() {
      for (let i = 0; i < FIRST_VIEW_FRAMES; i++) send('first view')
    },
    close: () => socket.terminate(),
  }
}

const POINTER_BYTES = 120

function stamped(what: Message): Buffer {
  const bytes = Buffer.alloc(what === 'pointer' ? POINTER_BYTES : FRAME_BYTES[what])
  bytes.writeDoubleLE(performance.now(), 0)
  return bytes
}

async function openVisitor({ url, siteKey }: LoadOptions, number: number, tabId: string): Promise<Socket> {
  const answer = await fetch(`${url}/tag/v1/visitors`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: 'http://localhost:1',
      // Each visitor at an address of its own: limits are by address.
      'x-forwarded-for': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
    },
    body: JSON.stringify({ protocol: PROTOCOL_VERSION, siteKey }),
  })
  if (!answer.ok) throw new Error(`no visitor: ${answer.status} ${await answer.text()}`)
  const { visitorToken } = (await answer.json()) as { visitorToken: string }
  const socket = io(`${url}/visitor`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin: 'http://localhost:1' },
    auth: { protocol: PROTOCOL_VERSION, visitorToken, tabId },
  })
  await once(socket, 'state')
  return socket
}

function once(socket: Socket, event: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve)
    socket.once('connect_error', reject)
  })
}
