import { PNG } from 'pngjs'
import type { Clip } from './types.ts'

/** A part of a picture. Pixels outside of it are left out. */
export function cropPng(png: Buffer, { x, y, width, height }: Clip): Buffer {
  const whole = PNG.sync.read(png)
  const part = new PNG({ width, height })
  const [right, bottom] = [Math.min(width, whole.width - x), Math.min(height, whole.height - y)]
  PNG.bitblt(whole, part, x, y, right, bottom, 0, 0)
  return PNG.sync.write(part)
}
