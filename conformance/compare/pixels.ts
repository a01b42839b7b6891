import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

/** The default of 0.1 does not see #eef against #eee. */
const THRESHOLD = 0.02

export type PixelDifference = { readonly different: number; readonly total: number }

/** How many pixels of two pictures differ. Pictures of different sizes differ altogether. */
export function comparePixels(one: Buffer, other: Buffer): PixelDifference {
  if (one.equals(other)) return { different: 0, total: pixelsOf(one) }
  const a = PNG.sync.read(one)
  const total = a.width * a.height
  const b = PNG.sync.read(other)
  if (a.width !== b.width || a.height !== b.height) return { different: total, total }
  return {
    different: pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: THRESHOLD }),
    total,
  }
}

/** From the header: reading a picture takes long. */
function pixelsOf(png: Buffer): number {
  return png.readUInt32BE(16) * png.readUInt32BE(20)
}
