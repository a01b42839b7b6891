import type { Down, Up } from '@alongside/protocol'
import type { Socket } from 'socket.io'
import { type HotEvent, readHot } from './hot-events.ts'

/**
 * The hot events of `/session`, past what Socket.IO does for events in general: half of the server's time. On the wire nothing is
 * different: messages are those of Socket.IO's protocol 5 (an event with bytes is two: JSON with a placeholder, then the bytes)
 * in messages of Engine.IO. What is not exactly as expected goes Socket.IO's way, in both directions.
 */

/** The beginning of the message, up to what the event carries. */
const TEXTS: readonly (readonly [HotEvent, string])[] = [
  ['signal', '2/session,["signal",'],
  ['ack', '2/session,["ack",'],
]
const FRAME = '51-/session,["frame",'
/** `_placeholder` is how Socket.IO says where the bytes belong. */
const PLACEHOLDER = { _placeholder: true, num: 0 }

export type Take = <E extends HotEvent>(event: E, message: Up[E]) => void

/** Socket.IO makes an event of each message in `client.decoder.add`. */
type Decoder = { add(data: unknown): void }

/** Hands over hot events that are valid as they arrive; all others come by the socket's listeners. */
export function takeHotEvents(socket: Socket, take: Take): void {
  const { decoder } = socket.client as unknown as { decoder: Decoder }
  const decode = decoder.add.bind(decoder)
  /** Socket.IO deals with a message in a tick of its own, which none behind it may overtake. */
  let waiting = 0
  const inTurn = (work: () => void) => {
    waiting += 1
    process.nextTick(() => {
      waiting -= 1
      work()
    })
  }
  const usual = (data: unknown) => {
    decode(data)
    inTurn(() => undefined)
  }
  const takeInTurn: Take = (event, message) => {
    if (waiting === 0) take(event, message)
    else inTurn(() => take(event, message))
  }
  /** The first message of a frame, until the second is here. */
  let begun: { readonly text: string; readonly payload: Record<string, unknown> } | null = null

  function addText(text: string): void {
    if (text.startsWith(FRAME)) {
      const payload = parse(text, FRAME)
      if (payload !== null) begun = { text, payload }
      else usual(text)
      return
    }
    for (const [event, beginning] of TEXTS) {
      if (!text.startsWith(beginning)) continue
      const message = readHot[event](parse(text, beginning))
      if (message !== null) return takeInTurn(event, message)
    }
    usual(text)
  }

  const add = (data: unknown) => {
    if (begun === null) return typeof data === 'string' ? addText(data) : usual(data)
    const { text, payload } = begun
    begun = null
    const bytes = data instanceof Uint8Array ? data : undefined
    const part = readHot.frame({ ...payload, bytes })
    if (part !== null) return takeInTurn('frame', part)
    usual(text)
    usual(data)
  }
  decoder.add = add
  // The connection may go on, for other namespaces and for another socket of this one.
  socket.on('disconnect', () => {
    if (decoder.add !== add) return
    Reflect.deleteProperty(decoder, 'add')
  })
}

/** Sends an event as `socket.emit` does. */
export function sendHot<E extends HotEvent>(socket: Socket, event: E, data: Down[E]): void {
  if (!socket.connected) return
  if (!('bytes' in data)) return write(socket, `2/session,["${event}",${JSON.stringify(data)}]`)
  const { bytes } = data
  write(socket, `${FRAME}${JSON.stringify({ ...data, bytes: PLACEHOLDER })}]`, bytes)
}

function parse(text: string, beginning: string): Record<string, unknown> | null {
  if (!text.endsWith(']')) return null
  try {
    return JSON.parse(text.slice(beginning.length, -1)) as Record<string, unknown> | null
  } catch {
    return null
  }
}

/** What is sent by one write of the network's socket: the frames of WebSocket themselves. (Socket.IO's rooms do so, too.) */
type Written = { wsPreEncodedFrame?: readonly Buffer[] }
type Connection = { write(data: string | Buffer, options?: Written): void }

function write({ conn }: Socket, text: string, bytes?: Uint8Array): void {
  const connection = conn as unknown as Connection
  const data = bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // By polling a message is another thing. A connection may change to WebSocket, never back.
  if (conn.transport.name === 'websocket')
    return connection.write(data ?? text, { wsPreEncodedFrame: webSocketFrames(text, data) })
  connection.write(text)
  if (data !== undefined) connection.write(data)
}

const TEXT_FRAME = 0x81
const BINARY_FRAME = 0x82
/** Up to so many bytes copying takes less than another buffer on the socket. */
const COPIED_BYTES = 4096

function webSocketFrames(text: string, data: Buffer | undefined): Buffer[] {
  // Engine.IO's type of a message.
  const length = Buffer.byteLength(text) + 1
  const isCopied = data !== undefined && data.length <= COPIED_BYTES
  const dataHeader = data === undefined ? 0 : headerLength(data.length)
  const frames = Buffer.allocUnsafe(headerLength(length) + length + dataHeader + (isCopied ? data.length : 0))
  let at = writeHeader(frames, 0, TEXT_FRAME, length)
  at += frames.write(`4${text}`, at)
  if (data === undefined) return [frames]
  at = writeHeader(frames, at, BINARY_FRAME, data.length)
  if (!isCopied) return [frames, data]
  data.copy(frames, at)
  return [frames]
}

function headerLength(length: number): number {
  if (length < 126) return 2
  return length < 65_536 ? 4 : 10
}

/** RFC 6455, 5.2: final, not masked. Returns where the payload begins. */
function writeHeader(frames: Buffer, at: number, kind: number, length: number): number {
  frames[at] = kind
  if (length < 126) frames[at + 1] = length
  else if (length < 65_536) {
    frames[at + 1] = 126
    frames.writeUInt16BE(length, at + 2)
  } else {
    frames[at + 1] = 127
    frames.writeBigUInt64BE(BigInt(length), at + 2)
  }
  return at + headerLength(length)
}
