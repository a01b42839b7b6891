import type { OpOf } from '../format/index.ts'
import { dom } from './dom.ts'
import { isElement } from './elements.ts'

type Pixels = OpOf<'pixels'>

const WORDS: Readonly<Record<NonNullable<Pixels['unseen']>, string>> = {
  foreign: 'A picture that only the visitor can see',
  protected: 'A protected video',
}

/** The largest picture that is put together here. Pixels. */
const MAX_AREA = 16_000_000
/** Pictures of one page. */
const MAX_DRAWN = 500

/**
 * The pixels of canvases, and of videos that have no address. A frame without scripts renders a `<canvas>` as if it had
 * none, so the picture is put together on a canvas of ours and shown as the element's CSS `content`; an animation sets
 * that, for it neither shows in attributes nor is undone by them. A video plays the canvas as a stream (R32).
 */
export class Pictures {
  readonly #shown = new WeakMap<Element, Picture>()
  #drawn = 0

  /** An element has come, or its size has changed. Until its pixels are there it keeps their size free. */
  begin(element: Element): void {
    if (dom.localName(element) !== 'canvas') return
    const { width, height } = element as HTMLCanvasElement
    this.#of(element).resize(width, height)
  }

  apply(node: Node | undefined, op: Pixels): void {
    if (!isElement(node) || !/^(?:canvas|video)$/.test(dom.localName(node))) return
    const picture = this.#of(node)
    if (op.width * op.height > MAX_AREA || (picture.isNew && this.#drawn >= MAX_DRAWN)) return
    if (picture.isNew) this.#drawn++
    picture.draw(op)
  }

  #of(element: Element): Picture {
    let picture = this.#shown.get(element)
    if (picture === undefined) this.#shown.set(element, (picture = new Picture(element as HTMLElement)))
    return picture
  }
}

type Area = readonly [x: number, y: number, width: number, height: number]

class Picture {
  readonly #element: HTMLElement
  readonly #isVideo: boolean
  /** Nothing has been drawn yet. */
  isNew = true
  #canvas: HTMLCanvasElement | null = null
  /** A picture of the whole that is not on the canvas yet: while all come whole, it need not be. */
  #whole: Blob | null = null
  #content: Animation | null = null
  #url = ''
  #size = ''
  #turn: Promise<unknown> = Promise.resolve()

  constructor(element: HTMLElement) {
    this.#element = element
    this.#isVideo = element.localName === 'video'
  }

  /** Setting the same size clears a canvas in the page; here the pixels that follow tell. */
  resize(width: number, height: number): void {
    if (this.#size !== `${width} ${height}`) this.showEmpty(width, height)
  }

  /** Keeps the size free. */
  showEmpty(width: number, height: number): void {
    this.#size = `${width} ${height}`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`
    this.#show(`data:image/svg+xml,${encodeURIComponent(svg)}`)
  }

  draw(op: Pixels): void {
    this.isNew = false
    // Pictures are decoded apart; they are drawn in the order in which they came.
    this.#turn = this.#turn.then(() => this.#draw(op)).catch(() => undefined)
  }

  async #draw({ width, height, area, image, unseen }: Pixels): Promise<void> {
    if (!dom.isConnected(this.#element)) return
    this.#size = `${width} ${height}`
    if (unseen === undefined && (image === undefined || area === undefined)) {
      this.#canvas = this.#whole = null
      return this.#isVideo ? undefined : this.showEmpty(width, height)
    }
    if (unseen !== undefined) paintWords(this.#sized(width, height), WORDS[unseen])
    else if (image !== undefined && area !== undefined) await this.#paint(width, height, area, blobOf(image))
    if (this.#isVideo) this.#play()
    else await this.#showBlob(this.#whole ?? (await encoded(this.#canvas)))
  }

  async #paint(width: number, height: number, area: Area, blob: Blob): Promise<void> {
    const isWhole = area[2] === width && area[3] === height
    if (isWhole && !this.#isVideo) {
      this.#whole = blob
      this.#canvas = null
      return
    }
    const canvas = this.#sized(width, height)
    if (this.#whole !== null) await drawOn(canvas, [0, 0, width, height], this.#whole)
    this.#whole = null
    await drawOn(canvas, area, blob)
  }

  #sized(width: number, height: number): HTMLCanvasElement {
    const canvas = (this.#canvas ??= document.createElement('canvas'))
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    return canvas
  }

  async #showBlob(blob: Blob | null): Promise<void> {
    if (blob === null) return
    const url = URL.createObjectURL(blob)
    // Decoded beforehand in the frame's own document, so that the element is not empty meanwhile.
    const owner = dom.ownerDocument(this.#element)
    if (owner === null) return
    const image = dom.createElement(owner, 'img') as HTMLImageElement
    image.src = url
    await image.decode()
    this.#show(url)
  }

  #show(url: string): void {
    const content = `url("${url}")`
    const before = this.#content
    const owner = dom.ownerDocument(this.#element)
    if (owner === null || dom.defaultView(owner) === null) return
    this.#content = this.#element.animate([{ content }, { content }], { duration: 0, fill: 'both' })
    before?.cancel()
    if (this.#url !== '') URL.revokeObjectURL(this.#url)
    this.#url = url.startsWith('blob:') ? url : ''
  }

  #play(): void {
    const video = this.#element as HTMLVideoElement
    if (this.#canvas === null) return
    if (video.srcObject === null) {
      video.muted = true
      video.srcObject = this.#canvas.captureStream()
    }
    video.play().catch(() => undefined)
  }
}

async function drawOn(canvas: HTMLCanvasElement, [x, y, width, height]: Area, blob: Blob): Promise<void> {
  const bitmap = await createImageBitmap(blob)
  const context = canvas.getContext('2d')
  context?.clearRect(x, y, width, height)
  context?.drawImage(bitmap, x, y, width, height)
  bitmap.close()
}

function encoded(canvas: HTMLCanvasElement | null): Promise<Blob | null> {
  return new Promise((resolve) => (canvas === null ? resolve(null) : canvas.toBlob(resolve)))
}

/** Without a request: the policy of the page around need not allow data URLs. */
function blobOf(dataUrl: string): Blob {
  const bytes = Uint8Array.from(atob(dataUrl.slice(dataUrl.indexOf(',') + 1)), (char) => char.charCodeAt(0))
  return new Blob([bytes], { type: dataUrl.slice(5, dataUrl.indexOf(';')) })
}

function paintWords(canvas: HTMLCanvasElement, words: string): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const { width, height } = canvas
  context.fillStyle = '#e8edf3'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#475569'
  context.font = '13px system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(words, width / 2, height / 2, width)
}
