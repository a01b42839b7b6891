import { type Acknowledgement, type Cursor, type FramePart, LIMITS, type Up } from '@alongside/protocol'

/** The events that nearly all messages of a running session are: pointers, frames and their acknowledgements. */
export type HotEvent = 'signal' | 'ack' | 'frame'

/**
 * What the schemas of these events say, by hand: they are checked thousands of times a second. Null: not so, or in a way that
 * is rare; then the schemas decide. Only what the protocol knows of is passed on.
 */
export const readHot: { readonly [E in HotEvent]: (payload: unknown) => Up[E] | null } = {
  signal(payload) {
    if (!isObject(payload) || payload['kind'] !== 'cursor' || typeof payload['epoch'] !== 'string')
      return null
    const cursor = readCursor(payload['cursor'])
    return cursor === undefined ? null : { kind: 'cursor', epoch: payload['epoch'], cursor }
  },
  ack(payload): Acknowledgement | null {
    if (!isObject(payload)) return null
    const { stream, seq } = payload
    return isWhole(stream, 1) && isWhole(seq, 0) ? { stream, seq } : null
  },
  frame(payload): FramePart | null {
    if (!isObject(payload)) return null
    const { to, stream, seq, part, parts, bytes } = payload
    if (!Array.isArray(to) || to.length > LIMITS.viewersPerSession || !to.every(isId)) return null
    if (!isWhole(stream, 1) || !isWhole(seq, 0) || !isWhole(part, 0)) return null
    if (!isWhole(parts, 1, LIMITS.maxFrameBytes / LIMITS.framePartBytes)) return null
    if (!(bytes instanceof Uint8Array)) return null
    return { to, stream, seq, part, parts, bytes: bytes as Uint8Array<ArrayBuffer> }
  },
}

/** Undefined: not one. */
function readCursor(cursor: unknown): Cursor | undefined {
  if (cursor === null) return null
  if (!isObject(cursor)) return undefined
  const { node, x, y, pressed } = cursor
  if (!isWhole(node, 1, 2 ** 40) || !isFraction(x) || !isFraction(y)) return undefined
  if (pressed === undefined) return { node, x, y }
  return typeof pressed === 'boolean' ? { node, x, y, pressed } : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isWhole(value: unknown, min: number, max = Infinity): value is number {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= max
}

function isFraction(value: unknown): value is number {
  return typeof value === 'number' && value >= -10 && value <= 10
}

const ID = /^[\w-]{1,64}$/
function isId(value: unknown): boolean {
  return typeof value === 'string' && ID.test(value)
}
