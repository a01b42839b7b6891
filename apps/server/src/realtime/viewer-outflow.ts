import { type Down, LIMITS } from '@alongside/protocol'
import type { Socket } from 'socket.io'
import { sendHot } from './fast-lane.ts'

/**
 * What may wait in this process for one viewer: a whole frame and what the host may have on the way besides. A host that
 * keeps to the acknowledgements never gets there.
 */
export const MAX_WAITING_BYTES = LIMITS.maxFrameBytes + LIMITS.maxUnacknowledgedBytes
/** Below this a viewer that fell behind is sent for again. */
const RESUME_BYTES = LIMITS.maxUnacknowledgedBytes / 2

export type ViewerOutflow = {
  /** Sends the part, or drops it and the rest of its stream when the viewer's connection cannot take more. */
  send(part: Down['frame']): void
  /** Sends the part, or drops it when much waits: the host, not answered, sends no more of them. */
  sendResource(part: Down['resource']): void
  /** Drops the stream, of which the host sent too much. False: that was said before. */
  giveUp(stream: number): boolean
  /** Has a stream that was given up begun anew, as soon as the connection can take it. */
  beginAnew(stream: number): void
  stop(): void
}

/**
 * Bounds the memory that a slow viewer can take here. When too much waits, the stream is given up: the viewer's
 * connection drains, then `onBehind` is called with the stream, and the host begins a new one with the newest state.
 */
export function createViewerOutflow(
  socket: Socket,
  onBehind: (stream: number) => void,
  maxWaitingBytes = MAX_WAITING_BYTES,
): ViewerOutflow {
  const { conn } = socket
  // Handed to engine.io, but not yet by engine.io to the transport: that is where packets pile up.
  let waitingBytes = 0
  const lost = new Set<number>()
  const asked = new Set<number>()
  const paused = new Set<number>()
  const flooded = new Set<number>()

  const handleDrain = () => {
    waitingBytes = 0
    askAgain()
  }
  // Emitted each time engine.io hands all that waits to the transport.
  conn.on('drain', handleDrain)

  function askAgain(): void {
    if (waitingBytes > Math.min(RESUME_BYTES, maxWaitingBytes)) return
    for (const stream of lost) {
      if (asked.has(stream) || paused.has(stream)) continue
      asked.add(stream)
      onBehind(stream)
    }
  }

  return {
    send(part) {
      if (lost.has(part.stream)) return
      if (waitingBytes + part.bytes.byteLength > maxWaitingBytes) {
        lost.add(part.stream)
        return
      }
      waitingBytes += part.bytes.byteLength
      sendHot(socket, 'frame', part)
    },
    sendResource(part) {
      if (waitingBytes > LIMITS.maxUnacknowledgedBytes || lost.has(part.stream)) return
      waitingBytes += part.bytes.byteLength
      socket.emit('resource', part)
    },
    giveUp(stream) {
      if (flooded.has(stream)) return false
      flooded.add(stream)
      if (!lost.has(stream)) paused.add(stream)
      lost.add(stream)
      return true
    },
    beginAnew(stream) {
      paused.delete(stream)
      askAgain()
    },
    stop: () => conn.off('drain', handleDrain),
  }
}
