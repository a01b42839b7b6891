import { LIMITS } from '@alongside/protocol'
import type { Down } from '@alongside/protocol'
import type { WholeFrame } from './frame-parts.ts'

/** A part as the viewer receives it. */
export type ReceivedPart = Down['frame']

/** Streams that may be half received at once: a viewer has one, two while a stream is being replaced. */
const MAX_OPEN_FRAMES = 4

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
      return this.#drop(stream, 'part missing')
    if (bytes.byteLength > LIMITS.framePartBytes) return this.#drop(stream, 'part too large')
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
