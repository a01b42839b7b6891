/** The connection of a page or a viewer to the other side. Text messages are words: pages under test break JSON. */
export type RelaySocket = {
  sendText(text: string): void
  /** A frame: stream and number, then its bytes. */
  sendFrame(stream: number, seq: number, bytes: Uint8Array): void
  /** Nothing waits to be sent. */
  isIdle(): boolean
}

export type RelayHandlers = {
  readonly onText?: (text: string) => void
  readonly onFrame?: (stream: number, seq: number, bytes: Uint8Array) => void
}

const HEADER_BYTES = 8

export function openRelay(room: string, side: 'visitor' | 'viewer', handlers: RelayHandlers): RelaySocket {
  const socket = new WebSocket(`ws://${location.host}/@conformance/relay/${room}/${side}`)
  socket.binaryType = 'arraybuffer'
  const waiting: (string | ArrayBuffer)[] = []
  socket.onopen = () => {
    for (let i = 0; i < waiting.length; i++) socket.send(waiting[i] as string)
    waiting.length = 0
  }
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') return handlers.onText?.(data)
    const header = new DataView(data)
    handlers.onFrame?.(header.getUint32(0), header.getUint32(4), new Uint8Array(data, HEADER_BYTES))
  }
  const send = (data: string | ArrayBuffer) => {
    if (socket.readyState === 0) waiting.push(data)
    else socket.send(data)
  }
  return {
    sendText: send,
    sendFrame(stream, seq, bytes) {
      const message = new Uint8Array(HEADER_BYTES + bytes.length)
      const header = new DataView(message.buffer)
      header.setUint32(0, stream)
      header.setUint32(4, seq)
      message.set(bytes, HEADER_BYTES)
      send(message.buffer)
    },
    isIdle: () => waiting.length === 0 && socket.bufferedAmount === 0,
  }
}
