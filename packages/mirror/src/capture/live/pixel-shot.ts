import type { PageWindow } from '../context.ts'
import type { OpOf } from '../../format/index.ts'

type Area = NonNullable<OpOf<'pixels'>['area']>

/** What changes is found out in squares of this side. Pixels. */
const TILE = 64
/** Compressed with loss while it moves, from this size on. Pixels. */
const LOSSY_FROM = 12_000

/** The newest picture of a canvas or video, and when each of its tiles last changed. */
export class PixelShot {
  readonly canvas: HTMLCanvasElement
  readonly #context: CanvasRenderingContext2D
  #hashes = new Uint32Array(0)
  #changed = new Uint32Array(0)
  version = 0

  constructor(window: PageWindow) {
    this.canvas = window.document.createElement('canvas')
    const context = this.canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('This browser has no canvas.')
    this.#context = context
  }

  get width(): number {
    return this.canvas.width
  }

  get height(): number {
    return this.canvas.height
  }

  /** Takes the picture. Throws where it may not be looked at. */
  take(source: CanvasImageSource, width: number, height: number): void {
    if (this.canvas.width !== width || this.canvas.height !== height || this.version === 0) {
      Object.assign(this.canvas, { width, height })
      this.#hashes = new Uint32Array(this.#columns * Math.ceil(height / TILE))
      this.#changed = new Uint32Array(this.#hashes.length)
    }
    this.#context.globalCompositeOperation = 'copy'
    this.#context.drawImage(source, 0, 0, width, height)
  }

  get #columns(): number {
    return Math.ceil(this.canvas.width / TILE)
  }

  /** Compares one row of tiles with the last picture; returns whether it changed. `row` beyond the last: undefined. */
  compareRow(row: number, version: number): boolean | undefined {
    const top = row * TILE
    const { width, height } = this.canvas
    if (top >= height) return undefined
    const { data } = this.#context.getImageData(0, top, width, Math.min(TILE, height - top))
    const pixels = new Uint32Array(data.buffer)
    let hasChanged = false
    for (let column = 0; column < this.#columns; column++) {
      const hash = hashTile(pixels, width, column * TILE)
      const index = row * this.#columns + column
      if (hash === this.#hashes[index] && this.#changed[index] !== 0) continue
      this.#hashes[index] = hash
      this.#changed[index] = version
      hasChanged = true
    }
    return hasChanged
  }

  /** Raises what changed since to a new version, so that it is sent once more. */
  renew(since: number, version: number): void {
    for (let i = 0; i < this.#changed.length; i++)
      if ((this.#changed[i] ?? 0) > since) this.#changed[i] = version
  }

  /** The smallest rectangle around what changed since. Null: nothing. */
  areaSince(since: number): Area | null {
    const columns = this.#columns
    let [left, top, right, bottom] = [Infinity, Infinity, -1, -1]
    for (let i = 0; i < this.#changed.length; i++) {
      if ((this.#changed[i] ?? 0) <= since) continue
      const x = i % columns
      const y = Math.floor(i / columns)
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
    if (right < 0) return null
    const x = left * TILE
    const y = top * TILE
    return [
      x,
      y,
      Math.min((right + 1) * TILE, this.width) - x,
      Math.min((bottom + 1) * TILE, this.height) - y,
    ]
  }

  /** The area as a data URL. Null: the browser could not. */
  async encode([x, y, width, height]: Area, isMoving: boolean): Promise<string | null> {
    const part = this.canvas.ownerDocument.createElement('canvas')
    Object.assign(part, { width, height })
    part.getContext('2d')?.drawImage(this.canvas, x, y, width, height, 0, 0, width, height)
    const isLossy = isMoving && width * height > LOSSY_FROM
    const blob = await new Promise<Blob | null>((resolve) => {
      if (isLossy) part.toBlob(resolve, 'image/webp', 0.75)
      else part.toBlob(resolve, 'image/png')
    })
    return blob === null ? null : readDataUrl(blob)
  }
}

function readDataUrl(blob: Blob): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onloadend = () => resolve(typeof reader.result === 'string' ? reader.result : null)
    reader.readAsDataURL(blob)
  })
}

/** FNV-1a over whole pixels. */
function hashTile(pixels: Uint32Array, width: number, left: number): number {
  const right = Math.min(left + TILE, width)
  let hash = 0x811c9dc5
  for (let start = 0; start < pixels.length; start += width)
    for (let i = start + left; i < start + right; i++) hash = Math.imul(hash ^ (pixels[i] ?? 0), 0x01000193)
  return hash >>> 0
}
