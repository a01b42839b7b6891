import { safeParseOwn } from '@alongside/protocol'
import * as v from 'valibot'
import { nodeIdSchema } from './node.ts'

/**
 * Resources: images, fonts and SVG files that viewers get from the visitor's browser, beside the stream of frames and
 * never in its way. A viewer asks for what it needs (`want`); capture answers each want once it can, and again when the
 * page shows something else in the same place. Parts carry numbers that rise; the viewer tells how far it `got`.
 */
export const RESOURCE_LIMITS = {
  /** One resource. */
  bytes: 8 * 1024 * 1024,
  /** All that a viewer keeps over a session. The ones used longest ago go. */
  keptBytes: 64 * 1024 * 1024,
  /** Wants in one request; data in one part. */
  wantsPerRequest: 100,
  partBytes: 64 * 1024,
  /** Wants of one page that may be open at a time. */
  openWants: 5000,
  urlLength: 4096,
} as const

const wantId = v.pipe(v.number(), v.integer(), v.minValue(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const text = (length: number) => v.pipe(v.string(), v.maxLength(length))
const hash = text(40)

/**
 * `node` alone: what this `<img>` shows, whichever of its sources that is. With `url`: this absolute URL (no fragment),
 * which an attribute of the node names, or the style sheet of key `sheet`. `have`: the content that the viewer keeps under
 * that URL; when it is still the same no bytes are sent. Empty: send bytes in any case.
 */
export const wantSchema = v.object({
  id: wantId,
  node: v.exactOptional(nodeIdSchema),
  sheet: v.exactOptional(text(64)),
  url: v.exactOptional(text(RESOURCE_LIMITS.urlLength)),
  have: v.exactOptional(hash),
})
export type Want = v.InferOutput<typeof wantSchema>

export const resourceRequestSchema = v.object({
  got: v.exactOptional(count),
  want: v.exactOptional(v.pipe(v.array(wantSchema), v.maxLength(RESOURCE_LIMITS.wantsPerRequest))),
})
export type ResourceRequest = v.InferOutput<typeof resourceRequestSchema>

/** Why there is none. `broken`: the page does not show it either. `opaque`: the page shows it, but no script may read it. */
export const RESOURCE_FAILURES = ['broken', 'opaque', 'too_large'] as const

/**
 * `size` and `at` (offset) come with data; a `hash` without them means content that this viewer has. `url`: where it came
 * from (of an `<img>` the source that was chosen). `width` and `height`: of an image that could not be read.
 */
export const resourcePartSchema = v.object({
  n: wantId,
  id: wantId,
  url: v.exactOptional(text(RESOURCE_LIMITS.urlLength)),
  hash: v.exactOptional(hash),
  size: v.exactOptional(v.pipe(count, v.maxValue(RESOURCE_LIMITS.bytes))),
  at: v.exactOptional(count),
  failed: v.exactOptional(v.picklist(RESOURCE_FAILURES)),
  width: v.exactOptional(v.number()),
  height: v.exactOptional(v.number()),
})
export type ResourcePart = v.InferOutput<typeof resourcePartSchema>

/** The length of the JSON in two bytes, the JSON, the data. */
export function encodeMessage(header: string, data: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(header)
  const bytes = new Uint8Array(2 + json.length + data.length)
  new DataView(bytes.buffer).setUint16(0, json.length)
  bytes.set(json, 2)
  bytes.set(data, 2 + json.length)
  return bytes
}

export const decodeRequest = (bytes: Uint8Array) => decode(resourceRequestSchema, bytes)
export const decodePart = (bytes: Uint8Array) => decode(resourcePartSchema, bytes)

/** Undefined for anything that is not one. */
function decode<Schema extends v.GenericSchema>(
  schema: Schema,
  bytes: Uint8Array,
): { header: v.InferOutput<Schema>; data: Uint8Array } | undefined {
  if (bytes.length < 2) return undefined
  const end = 2 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(0)
  try {
    const parsed = safeParseOwn(schema, JSON.parse(new TextDecoder().decode(bytes.subarray(2, end))))
    return parsed.success ? { header: parsed.output, data: bytes.subarray(end) } : undefined
  } catch {
    return undefined
  }
}

/**
 * Names content: two multiplicative hashes of 32 bits and the length. Not against forgers: who provokes a collision is the
 * page itself, and spoils only its own picture. (`crypto.subtle` is missing on plain http.)
 */
export function hashBytes(bytes: Uint8Array): string {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  const whole = bytes.length & ~3
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let i = 0; i < bytes.length; i += i < whole ? 4 : 1) {
    const word = i < whole ? view.getUint32(i, true) : view.getUint8(i)
    a = Math.imul(a ^ word, 0x01000193)
    a ^= a >>> 13
    b = Math.imul(b + word, 0x5bd1e995)
    b ^= b >>> 15
  }
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}-${bytes.length.toString(36)}`
}

const SIGNATURES: readonly (readonly [at: number, text: string, type: string])[] = [
  [0, '\x89PNG\r\n\x1a\n', 'image/png'],
  [0, '\xff\xd8\xff', 'image/jpeg'],
  [0, 'GIF8', 'image/gif'],
  [8, 'WEBP', 'image/webp'],
  [4, 'ftypavi', 'image/avif'],
  [0, 'BM', 'image/bmp'],
  [0, '\0\0\x01\0', 'image/x-icon'],
  [0, '\0\0\x02\0', 'image/x-icon'],
  [0, 'wOF2', 'font/woff2'],
  [0, 'wOFF', 'font/woff'],
  [0, 'OTTO', 'font/otf'],
  [0, 'true', 'font/ttf'],
  [0, 'ttcf', 'font/collection'],
  [0, '\0\x01\0\0', 'font/ttf'],
]
export const SVG_TYPE = 'image/svg+xml'
/** An SVG file begins with its element, after a declaration, a doctype and comments. */
const SVG =
  /^\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--[^]*?-->\s*|<!doctype\s[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)*<svg[\s>/]/i

/** What the bytes are, told by themselves: the type of an image or a font, or undefined for all else. */
export function typeOfBytes(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16))
  for (const [at, signature, type] of SIGNATURES) if (start.startsWith(signature, at)) return type
  return SVG.test(new TextDecoder().decode(bytes.subarray(0, 4096))) ? SVG_TYPE : undefined
}
