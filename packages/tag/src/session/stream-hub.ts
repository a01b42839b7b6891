import type { SessionLink } from '@alongside/link'
import type { Capture, CaptureStream } from '@alongside/mirror/capture'
import type { Acknowledgement, ParticipantId, Repair, Resync, Up } from '@alongside/protocol'
import type { Builtins } from '../loader/builtins.ts'

/**
 * Who gets which stream of the mirror. Each connected viewer has one of its own, opened when it connects and closed when it
 * goes, so that a slow one holds up nobody.
 *
 * Sequence: `setViewers` (after each welcome and `session`) -> a fresh stream for every viewer that is new -> frames out,
 * acknowledgements and repairs in, matched by viewer and stream number -> `reset` when the connection is lost, because both
 * sides begin anew after it. Numbers are never used twice in a page, so what belongs to a former stream is recognised and
 * dropped.
 *
 * Viewers at the same point could share one stream, which would encode each change once for all of them; that would be a
 * change of this file alone.
 */
export type StreamHub = {
  setViewers(viewers: readonly ParticipantId[]): void
  /** Closes all streams. */
  reset(): void
  handleAck(from: ParticipantId, ack: Acknowledgement): void
  handleRepair(from: ParticipantId, repair: Repair): void
  handleResourceRequest(from: ParticipantId, request: ResourceRequest): void
  handleResync(from: ParticipantId, resync: Resync): void
}

type ResourceRequest = Up['resource-request']
type OpenStream = { readonly number: number; readonly stream: CaptureStream }

/** A viewer that loses the thread again and again must not keep the page busy with fresh starts. */
const MIN_RESYNC_PAUSE_MS = 1000

export function createStreamHub(
  capture: Pick<Capture, 'epoch' | 'openStream'>,
  link: Pick<SessionLink, 'send' | 'sendFrame'>,
  builtins: Pick<Builtins, 'setTimeout' | 'clearTimeout' | 'now'>,
  nextNumber: () => number,
  keptSheets: (viewer: ParticipantId) => Set<string>,
): StreamHub {
  const streams = new Map<ParticipantId, OpenStream>()
  const openedAt = new Map<ParticipantId, number>()
  const waiting = new Map<ParticipantId, number>()

  const open = (viewer: ParticipantId) => {
    const number = nextNumber()
    openedAt.set(viewer, builtins.now())
    // Not sent means that the connection is lost: a reset follows.
    const stream = capture.openStream(
      (frame) => void link.sendFrame([viewer], number, frame),
      (bytes) => void link.send('resource', { to: [viewer], stream: number, bytes }),
      keptSheets(viewer),
    )
    streams.set(viewer, { number, stream })
  }
  const close = (viewer: ParticipantId) => {
    builtins.clearTimeout(waiting.get(viewer) ?? 0)
    waiting.delete(viewer)
    streams.get(viewer)?.stream.close()
    streams.delete(viewer)
  }
  const reopen = (viewer: ParticipantId) => {
    close(viewer)
    open(viewer)
  }
  const current = (from: ParticipantId, number: number) => {
    const entry = streams.get(from)
    return entry?.number === number ? entry.stream : undefined
  }
  return {
    setViewers(viewers) {
      const wanted = new Set(viewers)
      for (const viewer of streams.keys()) if (!wanted.has(viewer)) close(viewer)
      for (const viewer of wanted) if (!streams.has(viewer)) open(viewer)
    },
    reset() {
      for (const viewer of streams.keys()) close(viewer)
    },
    handleAck: (from, ack) => current(from, ack.stream)?.acknowledge(ack.seq),
    handleRepair(from, repair) {
      if (repair.epoch === capture.epoch) current(from, repair.stream)?.repair(repair.nodes)
    },
    handleResourceRequest: (from, request) => current(from, request.stream)?.request(request.bytes),
    handleResync(from) {
      if (!streams.has(from) || waiting.has(from)) return
      const pause = (openedAt.get(from) ?? 0) + MIN_RESYNC_PAUSE_MS - builtins.now()
      if (pause <= 0) reopen(from)
      else
        waiting.set(
          from,
          builtins.setTimeout(() => reopen(from), pause),
        )
    },
  }
}
