import { AlongsideError } from '@alongside/protocol'
import { decodeFrame, type Frame } from '../format/index.ts'
import { tooLarge } from './build-tree.ts'
import { REBUILD_LIMITS } from './limits.ts'

/** Frames that are inflated before their turn, to save time. All others only then: what many inflate to must not be there at once. */
const DECODED_AHEAD = 2

export type FrameQueue = {
  /** Resolves when the frame was run, or is void. Rejects with AlongsideError. */
  add(bytes: Uint8Array): Promise<void>
  /** Frames of before, still waiting, are void. */
  clear(): void
}

/** Decodes and runs frames one after another. `isVoid`: the queue was cleared meanwhile. */
export function createFrameQueue(run: (frame: Frame, isVoid: () => boolean) => Promise<void>): FrameQueue {
  let last: Promise<unknown> = Promise.resolve()
  let generation = 0
  let frames = 0
  let size = 0

  async function inTurn(before: Promise<unknown>, bytes: Uint8Array): Promise<void> {
    const mine = generation
    const isVoid = () => mine !== generation
    if (frames >= REBUILD_LIMITS.waitingFrames) throw tooLarge('waitingFrames')
    if (size + bytes.length > REBUILD_LIMITS.waitingBytes) throw tooLarge('waitingBytes')
    const early = frames < DECODED_AHEAD ? decodeFrame(bytes) : null
    // Awaited in its turn below; until then a failure must not count as unhandled.
    early?.catch(() => undefined)
    frames++
    size += bytes.length
    try {
      await before
      if (isVoid()) return
      const frame = await (early ?? decodeFrame(bytes))
      if (!isVoid()) await run(frame, isVoid)
    } catch (error) {
      throw asAlongsideError(error)
    } finally {
      frames--
      size -= bytes.length
    }
  }

  return {
    add(bytes) {
      const applied = inTurn(last, bytes)
      last = applied.catch(() => undefined)
      return applied
    },
    clear() {
      generation++
    },
  }
}

/** What a browser throws on a hostile frame (stack overflow in the parser, refused names) is a bad frame too. */
function asAlongsideError(error: unknown): AlongsideError {
  if (error instanceof AlongsideError) return error
  return new AlongsideError('bad_frame', `The frame could not be applied: ${String(error)}`)
}
