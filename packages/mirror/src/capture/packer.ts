import { COMPRESS_FROM_BYTES, encodeFrameJson } from '../format/index.ts'
import type { PageWindow } from './context.ts'

/** What a frame on the wire is: see format/codec.ts. Says something first, so that we know that it runs. */
const SOURCE = `onmessage=async({data:[id,json]})=>{
const body=await new Response(new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'))).blob()
const bytes=await new Blob([Uint8Array.of(1),body]).arrayBuffer()
postMessage([id,bytes],[bytes])}
postMessage([0])`

/** In the tab's storage: its pages do not admit workers. Asking costs them a report of a violation. */
const REFUSED = 'alongside-no-worker'

type Waiting = { readonly json: string; readonly resolve: (bytes: Uint8Array | Promise<Uint8Array>) => void }

/**
 * Encodes frames in a thread of its own: deflate takes as long as all the rest of capture together. Until that runs, and
 * where the page's policy has no `worker-src blob:`, it is done here.
 */
export class Packer {
  readonly #window: PageWindow
  readonly #isInner: boolean
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  /** The thread runs. */
  isReady = false
  #last = 0

  /** `isInner`: nothing is compressed here. */
  constructor(window: PageWindow, isInner = false) {
    this.#window = window
    this.#isInner = isInner
    if (isInner) return
    try {
      if (window.sessionStorage.getItem(REFUSED) === null) this.#start()
    } catch {
      this.#refused()
    }
  }

  encode(json: string): Promise<Uint8Array> {
    if (!this.isReady || json.length < COMPRESS_FROM_BYTES) return encodeFrameJson(json, this.#isInner)
    return new Promise((resolve) => {
      this.#waiting.set(++this.#last, { json, resolve })
      this.#worker?.postMessage([this.#last, json])
    })
  }

  stop(): void {
    this.isReady = false
    this.#worker?.terminate()
  }

  #start(): void {
    const { Blob, URL, Worker } = this.#window
    const url = URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }))
    const worker = (this.#worker = new Worker(url))
    worker.onmessage = ({ data }: MessageEvent<readonly [number, ArrayBuffer]>) => {
      const [id, bytes] = data
      this.isReady = true
      // A copy: a buffer of the page's realm is none to WebKit's streams in ours.
      this.#waiting.get(id)?.resolve(new Uint8Array(bytes).slice())
      this.#waiting.delete(id)
    }
    worker.onerror = (event) => {
      // Not the page's to hear of.
      event.preventDefault()
      this.#refused()
    }
  }

  #refused(): void {
    try {
      if (!this.isReady) this.#window.sessionStorage.setItem(REFUSED, '')
    } catch {
      // Not all pages may store something.
    }
    this.stop()
    for (const { json, resolve } of this.#waiting.values()) resolve(encodeFrameJson(json))
    this.#waiting.clear()
  }
}
