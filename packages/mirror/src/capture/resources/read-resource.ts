import { type RESOURCE_FAILURES, RESOURCE_LIMITS, hashBytes, typeOfBytes } from '../../format/index.ts'
import type { CaptureContext } from '../context.ts'
import { zoneOriginal } from '../scheduler.ts'

export type Content = { readonly bytes: Uint8Array; readonly hash: string }
export type Failure = { readonly failed: (typeof RESOURCE_FAILURES)[number] }
export type Read = Content | Failure

const OPAQUE: Failure = { failed: 'opaque' }

/**
 * Reads what the page has loaded once more, from the browser's cache: the site's servers are not asked again where that
 * could matter (a captcha would change). What comes is sent only when it is an image or a font by its own bytes.
 * Never rejects.
 */
export class ResourceReader {
  readonly #ctx: CaptureContext
  readonly #fetch: typeof fetch
  /** Being read now, for all streams and wants together. */
  readonly #pending = new Map<string, Promise<Read>>()

  constructor(ctx: CaptureContext) {
    this.#ctx = ctx
    const { window, options } = ctx
    this.#fetch = (options.fetch ?? zoneOriginal(window, 'fetch') ?? window.fetch).bind(window)
  }

  /** `image`: an element that shows it right now. */
  read(url: string, image: HTMLImageElement | null): Promise<Read> {
    let reading = this.#pending.get(url)
    if (reading === undefined) {
      reading = this.#read(url, image)
      this.#pending.set(url, reading)
      void reading.then(() => this.#pending.delete(url))
    }
    return reading
  }

  /** Only when it is in the browser's cache already. */
  async readCached(url: string): Promise<Read> {
    return this.#attempt(url, { cache: 'only-if-cached', mode: 'same-origin' })
  }

  async #read(url: string, image: HTMLImageElement | null): Promise<Read> {
    const { origin } = this.#ctx.window.location
    const isOwn = url.startsWith(`${origin}/`)
    if (isOwn) {
      const cached = await this.readCached(url)
      if (!('failed' in cached)) return cached
      const drawn = await this.#draw(image)
      if (!('failed' in drawn)) return drawn
    }
    const credentials = image?.crossOrigin === 'use-credentials' ? 'include' : 'same-origin'
    const fetched = await this.#attempt(url, { cache: 'force-cache', credentials })
    if (!('failed' in fetched) || fetched.failed === 'too_large') return fetched
    return isOwn ? fetched : this.#draw(image)
  }

  async #attempt(url: string, init: RequestInit): Promise<Read> {
    try {
      const response = await this.#fetch(url, init)
      if (!response.ok) return { failed: 'broken' }
      if (Number(response.headers.get('content-length')) > RESOURCE_LIMITS.bytes)
        return { failed: 'too_large' }
      return checked(new Uint8Array(await response.arrayBuffer()))
    } catch {
      // Another origin without CORS, the page's own policy, or offline.
      return OPAQUE
    }
  }

  /** The pixels of an image that is shown, where nothing else is left: a picture that may not be asked for twice. */
  async #draw(image: HTMLImageElement | null): Promise<Read> {
    // Of responsive images the density is unknown: their pixels would come in the wrong size.
    if (image === null || image.naturalWidth === 0 || image.srcset !== '') return OPAQUE
    if (this.#ctx.dom.nodeName(this.#ctx.dom.parentNode(image) ?? image) === 'PICTURE') return OPAQUE
    try {
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight)
      canvas.getContext('2d')?.drawImage(image, 0, 0)
      const blob = await canvas.convertToBlob()
      return checked(new Uint8Array(await blob.arrayBuffer()))
    } catch {
      // Tainted: pixels of another origin.
      return OPAQUE
    }
  }
}

function checked(bytes: Uint8Array): Read {
  if (bytes.length > RESOURCE_LIMITS.bytes) return { failed: 'too_large' }
  return typeOfBytes(bytes) === undefined ? { failed: 'broken' } : { bytes, hash: hashBytes(bytes) }
}
