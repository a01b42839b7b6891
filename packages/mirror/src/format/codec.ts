import { AlongsideError, LIMITS, safeParseOwn } from '@alongside/protocol'
import { type Frame, frameSchema } from './ops.ts'

/**
 * A frame on the wire: one byte that names the form (0 plain, 1 deflate-raw), then JSON in UTF-8. Compressed in the
 * browser, so that the server has nothing to do and encryption can follow compression. Not for free: Chromium deflates on
 * the thread that asks and lets nothing in between (measured: about 6 ms for 100 kB), so frames have to stay small.
 */
const PLAIN = 0
const DEFLATED = 1
/** Items of all lists and objects of a frame. Capture's slices of a few milliseconds make some thousands. */
export const MAX_ITEMS = 500_000
const QUOTE = 34
const BACKSLASH = 92
const COMMA = 44
/** Below this, deflate saves nothing worth a turn of the event loop. Bytes. */
export const COMPRESS_FROM_BYTES = 512

export function encodeFrame(frame: Frame): Promise<Uint8Array> {
  return encodeFrameJson(JSON.stringify(frame))
}

/** The same for a frame that is JSON already: capture writes its own, since pages break JSON.stringify by `toJSON`. */
export async function encodeFrameJson(text: string, isPlain = false): Promise<Uint8Array> {
  const json = new TextEncoder().encode(text)
  if (isPlain || json.length < COMPRESS_FROM_BYTES || typeof CompressionStream === 'undefined')
    return withHeader(PLAIN, json)
  return withHeader(
    DEFLATED,
    await collect(pipe(json, new CompressionStream('deflate-raw')), LIMITS.maxInflatedBytes),
  )
}

/** Throws AlongsideError: `too_large` over the limits, `bad_frame` for anything that is not a frame. */
export async function decodeFrame(bytes: Uint8Array): Promise<Frame> {
  if (bytes.length > LIMITS.maxFrameBytes)
    throw new AlongsideError('too_large', 'The frame is over the limit.', { limit: LIMITS.maxFrameBytes })
  return parseFrame(await decodeJson(bytes))
}

/** The same for a frame that is JSON already, see the op `foreign`. */
export function decodeFrameJson(text: string): Frame {
  try {
    return parseFrame(parseJson(new TextEncoder().encode(text)))
  } catch (error) {
    if (error instanceof AlongsideError) throw error
    throw new AlongsideError('bad_frame', 'The frame could not be decoded.')
  }
}

function parseFrame(json: unknown): Frame {
  let issue: string
  try {
    const parsed = safeParseOwn(frameSchema, json)
    if (parsed.success) return parsed.output
    issue = parsed.issues[0].message
  } catch {
    // The schema of nodes calls itself: the stack is over before the depth that rebuild allows is checked.
    issue = 'nested too deep'
  }
  throw new AlongsideError('bad_frame', `The frame is malformed: ${issue.slice(0, 200)}`)
}

async function decodeJson(bytes: Uint8Array): Promise<unknown> {
  const body = bytes.subarray(1)
  try {
    if (bytes[0] === PLAIN) return parseJson(body)
    if (bytes[0] === DEFLATED)
      return parseJson(
        await collect(pipe(body, new DecompressionStream('deflate-raw')), LIMITS.maxInflatedBytes),
      )
  } catch (error) {
    if (error instanceof AlongsideError) throw error
    throw new AlongsideError('bad_frame', 'The frame could not be decoded.')
  }
  throw new AlongsideError('bad_frame', 'The frame has an unknown form.')
}

function parseJson(bytes: Uint8Array): unknown {
  mustHaveFewItems(bytes)
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
}

/** Counts what is in lists and objects before anything is made of it: a megabyte may hold half a million. */
function mustHaveFewItems(json: Uint8Array): void {
  if (json.length <= MAX_ITEMS) return
  let items = 0
  let isText = false
  for (let i = 0; i < json.length; i++) {
    const byte = json[i]
    if (byte === QUOTE) isText = !isText
    else if (isText && byte === BACKSLASH) i++
    else if (!isText && byte === COMMA) items++
  }
  if (items > MAX_ITEMS)
    throw new AlongsideError('too_large', 'The frame holds too many things.', { limit: MAX_ITEMS })
}

function withHeader(form: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 1)
  bytes[0] = form
  bytes.set(body, 1)
  return bytes
}

type Transform = { readable: ReadableStream<Uint8Array>; writable: WritableStream<BufferSource> }

function pipe(bytes: Uint8Array, transform: Transform): ReadableStream<Uint8Array> {
  const writer = transform.writable.getWriter()
  // Failures surface on the readable side, where they are awaited.
  const ignore = () => undefined
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(ignore)
  writer.close().catch(ignore)
  return transform.readable
}

async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limit) {
      await reader.cancel()
      throw new AlongsideError('too_large', 'The frame inflates over the limit.', { limit })
    }
    chunks.push(value)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
