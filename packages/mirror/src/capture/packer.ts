import { COMPRESS_FROM_BYTES, encodeFrameJson } from '../format/index.ts'
import type { PageWindow } from './context.ts'

/** What a frame on the wire is: see format/codec.ts. Says something first, so that we know that it runs. */
const SOURCE = `onmessage=async({data:[id,json]})=>{
const all=new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'))
const body=await new Response(all).arrayBuffer(),bytes=new Uint8Array(body.byteLength+1)
bytes[0]=1
bytes.set(new Uint8Array(body),1)
postMessage([id,bytes],[bytes.buffer])}
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
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null | undefined
  isReady = false
  #last = 0

  constructor(window: PageWindow) {
    this.#window = window
  }

  encode(json: string): Promise<Uint8Array> {
    const worker = this.#worker
    if (worker == null || !this.isReady || json.length < COMPRESS_FROM_BYTES) return encodeFrameJson(json)
    return new Promise((resolve) => {
      const id = ++this.#last
      this.#waiting.set(id, { json, resolve })
      worker.postMessage([id, json])
    })
  }

  /** It takes its time to be there. */
  start(): void {
    if (this.#worker === undefined) this.#worker = this.#open()
  }

  stop(): void {
    this.#worker?.terminate()
    this.#worker = null
  }

  #open(): Worker | null {
    const { Blob, URL, Worker, sessionStorage } = this.#window
    try {
      if (sessionStorage.getItem(REFUSED) !== null) return null
      const url = URL.createObjectURL(new Blob([SOURCE], { type: 'text/javascript' }))
      const worker = new Worker(url)
      worker.onmessage = ({ data }: MessageEvent<readonly [number, Uint8Array]>) => {
        const [id, bytes] = data
        if (id === 0) URL.revokeObjectURL(url)
        this.isReady = true
        this.#waiting.get(id)?.resolve(bytes)
        this.#waiting.delete(id)
      }
      worker.onerror = (event) => {
        // Not the page's to hear of.
        event.preventDefault()
        this.#refused()
      }
      return worker
    } catch {
      this.#refused()
      return null
    }
  }

  #refused(): void {
    this.stop()
    try {
      if (!this.isReady) this.#window.sessionStorage.setItem(REFUSED, '')
    } catch {
      // Not all pages may store something.
    }
    for (const { json, resolve } of this.#waiting.values()) resolve(encodeFrameJson(json))
    this.#waiting.clear()
  }
}
