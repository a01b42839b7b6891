import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createRandom } from '@alongside/testkit/pages'

export type Shape = {
  /** From the browser to the server; null: as fast as it goes. Bits a second. */
  readonly upBitsPerSecond: number | null
  readonly roundTripMs: number
  /** Share of segments that are lost and sent again. */
  readonly loss: number
}

export type ShapedLink = { readonly port: number; close(): Promise<void> }

const SEGMENT_BYTES = 1460
/** What a line like this has of buffers before TCP's sender is held back: the browser sees its socket fill up behind it. */
const QUEUE_BYTES = 64 * 1024
/** Milliseconds. */
const LOOK_MS = 20
/** How long a sender waits for the acknowledgement of a last segment, beyond a round trip. */
const TIMEOUT_MS = 200

/**
 * A TCP proxy in user space with the delay, rate and loss of a slow line: a token bucket for the rate, half a round trip
 * each way, and a lost segment as what applications see of it: everything behind it waits until it has been sent again, one
 * round trip later, or a time-out more when nothing followed that would tell of the gap. Congestion windows are not modelled.
 */
export async function openShapedLink(target: number, shape: Shape, seed = 1): Promise<ShapedLink> {
  const random = createRandom(seed)
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      // What has ended in order may still be on its way to the other side.
      socket.on('error', () => {
        near.destroy()
        far.destroy()
      })
    }
    pump(near, far, shape, shape.upBitsPerSecond, random.next)
    pump(far, near, shape, null, random.next)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Carries bytes one way. The rate holds for this connection: the tag has one, so do its rivals here. */
function pump(
  from: Socket,
  to: Socket,
  shape: Shape,
  bitsPerSecond: number | null,
  random: () => number,
): void {
  /** Null: the end. In the order in which they arrive; one timer, since two need not fire in order. */
  const onTheWay: { readonly segment: Buffer | null; readonly sentAt: number; readonly arrivesAt: number }[] =
    []
  let freeAt = 0
  let arrivesAt = 0
  let timer: NodeJS.Timeout | undefined
  from.on('data', (data: Buffer) => {
    const now = performance.now()
    for (let at = 0; at < data.length; at += SEGMENT_BYTES) {
      const segment = data.subarray(at, at + SEGMENT_BYTES)
      freeAt = Math.max(freeAt, now) + (bitsPerSecond === null ? 0 : (segment.length * 8000) / bitsPerSecond)
      const isLast = at + SEGMENT_BYTES >= data.length
      const stall = random() < shape.loss ? shape.roundTripMs + (isLast ? TIMEOUT_MS : 0) : 0
      // What follows a lost segment waits for it.
      arrivesAt = Math.max(arrivesAt, freeAt + shape.roundTripMs / 2 + stall)
      onTheWay.push({ segment, sentAt: freeAt, arrivesAt })
    }
    work()
  })
  from.on('end', () => {
    onTheWay.push({ segment: null, sentAt: freeAt, arrivesAt })
    work()
  })
  to.on('close', () => clearTimeout(timer))

  function work(): void {
    clearTimeout(timer)
    const now = performance.now()
    for (let first = onTheWay[0]; first !== undefined && first.arrivesAt <= now; first = onTheWay[0]) {
      onTheWay.shift()
      if (first.segment === null) to.end()
      else if (to.writable) to.write(first.segment)
    }
    let queued = 0
    for (const { segment, sentAt } of onTheWay) if (sentAt > now) queued += segment?.length ?? 0
    if (queued > QUEUE_BYTES) from.pause()
    else from.resume()
    const next = onTheWay[0]
    // Looks again now and then to take in what the rate admits by then.
    if (next !== undefined) timer = setTimeout(work, Math.min(next.arrivesAt - now, LOOK_MS))
  }
}
