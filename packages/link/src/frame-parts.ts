import { LIMITS } from '@alongside/protocol'
import type { FramePart, ParticipantId } from '@alongside/protocol'

export type WholeFrame = { readonly stream: number; readonly seq: number; readonly bytes: Uint8Array }

/** Cuts a frame into the messages that carry it, in order. Undefined when it is over the limit of one frame. */
export function splitFrame(
  to: readonly ParticipantId[],
  { stream, seq, bytes }: WholeFrame,
): FramePart[] | undefined {
  if (bytes.byteLength > LIMITS.maxFrameBytes) return undefined
  const size = LIMITS.framePartBytes
  const parts = Math.max(1, Math.ceil(bytes.byteLength / size))
  return Array.from({ length: parts }, (_, part) => ({
    to: [...to],
    stream,
    seq,
    part,
    parts,
    // Never shared memory: what encodes frames allocates them.
    bytes: bytes.subarray(part * size, (part + 1) * size) as Uint8Array<ArrayBuffer>,
  }))
}
