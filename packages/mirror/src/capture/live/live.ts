import type { CaptureContext } from '../context.ts'
import { Privacy } from '../masking.ts'
import { patchMethod } from '../patch.ts'
import { isLocalVideo } from './media.ts'
import type { PixelWatch } from './pixel-watch.ts'

/** What observers have learnt of live state that the page itself does not tell when asked. One for each capture. */
export class Live {
  /** When elements entered the top layer. */
  readonly order = new WeakMap<Element, number>()
  /** What popovers were opened from. */
  readonly openers = new WeakMap<Element, Element>()
  /** The field at which the browser shows its message. */
  bubble: Element | null = null
  /** The field whose list or picker is open. */
  picker: Element | null = null
  /** Copies of WebGL pictures. */
  readonly copies = new WeakMap<Element, HTMLCanvasElement>()
  /** Dialogs and popovers that were shown when they were last looked at. */
  readonly layers = new Set<Element>()
  /** Whether something stands in the top layer. */
  hasLayers = false
  /** Elements that have been scrolled. */
  readonly scrolled = new WeakSet<Element>()
  #pixels: PixelWatch | null = null
  #isLoading = false

  /** A script has drawn on the element. */
  drawn(ctx: CaptureContext, element: Element): void {
    this.#pixels?.drawn(element)
    ctx.marks.pixels(element)
  }

  /** Loaded when the page has the first element of the kind: most pages have none. */
  pixels(ctx: CaptureContext): PixelWatch | null {
    if (this.#pixels === null && !this.#isLoading) {
      this.#isLoading = true
      void this.#load(ctx)
    }
    return this.#pixels
  }

  async #load(ctx: CaptureContext): Promise<void> {
    try {
      const { createPixelWatch } = await import('./pixel-watch.ts')
      ctx.guard(() => {
        const isOpen = (element: Element) => ctx.masking.of(element) === Privacy.open
        this.#pixels = createPixelWatch(ctx, { patchMethod, isLocalVideo, isOpen })
        ctx.marks.pixelsReady()
      })()
    } catch {
      // Not to be had now: asked for again with the next element.
      this.#isLoading = false
    }
  }

  stop(): void {
    this.#isLoading = true
    this.#pixels?.stop()
    this.#pixels = null
  }
}
