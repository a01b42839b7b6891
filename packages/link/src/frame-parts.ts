import { LIMITS } from '@alongside/protocol'
import type { Down, FramePart, ParticipantId } from '@alongside/protocol'

/** A part as the viewer receives it. */
export type ReceivedPart = Down['frame']
export type WholeFrame = { readonly stream: number; readonly seq: number; readonly bytes: Uint8Array }

/** Streams that may be half received at once: a viewer has one, two while a stream is being replaced. */
const MAX_OPEN_FRAMES = 4

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

/** Puts frames together. Parts of a stream come in order; anything else drops the frame and is answered by why. */
export class FrameAssembler {
  readonly #open = new Map<number, { seq: number; parts: number; received: Uint8Array[]; size: number }>()

  /** The whole frame with its last part; undefined before; a text when the frame had to be dropped. */
  add(part: ReceivedPart): WholeFrame | string | undefined {
    const { stream, seq, parts, bytes } = part
    if (part.part === 0) this.#begin(stream, seq, parts)
    const frame = this.#open.get(stream)
    if (
      frame === undefined ||
      frame.seq !== seq ||
      frame.parts !== parts ||
      frame.received.length !== part.part
    )
      return this.#drop(stream, 'a part is missing')
    if (bytes.byteLength > LIMITS.framePartBytes) return this.#drop(stream, 'a part is too large')
    frame.received.push(bytes)
    frame.size += bytes.byteLength
    if (frame.received.length < parts) return undefined
    this.#open.delete(stream)
    return { stream, seq, bytes: join(frame.received, frame.size) }
  }

  clear(): void {
    this.#open.clear()
  }

  #begin(stream: number, seq: number, parts: number): void {
    this.#open.delete(stream)
    this.#open.set(stream, { seq, parts, received: [], size: 0 })
    const [oldest] = this.#open.keys()
    if (this.#open.size > MAX_OPEN_FRAMES && oldest !== undefined) this.#open.delete(oldest)
  }

  #drop(stream: number, why: string): string {
    this.#open.delete(stream)
    return why
  }
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes
}
