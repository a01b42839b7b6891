import {
  decodePart,
  encodeMessage,
  RESOURCE_LIMITS,
  type ResourcePart,
  type Want,
} from '../../format/index.ts'

/** Characters of JSON in one request. */
const REQUEST_LENGTH = 40_000
/** Contents that may be half there at a time; they are sent one after another. */
const MAX_ARRIVING = 8

export type Arrival = { readonly part: ResourcePart; readonly bytes: Uint8Array | null }

/** Asks the visitor's page for resources, and puts together what comes. */
export class Requests {
  readonly #send: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly #onArrival: (arrival: Arrival) => void
  readonly #arriving = new Map<number, { readonly bytes: Uint8Array; length: number }>()
  #wants: string[] = []
  #lastId = 0

  constructor(send: (bytes: Uint8Array<ArrayBuffer>) => void, onArrival: (arrival: Arrival) => void) {
    this.#send = send
    this.#onArrival = onArrival
  }

  /** Returns the id under which the answer will come. Sent with all others of this turn. */
  want(want: Omit<Want, 'id'>): number {
    const id = ++this.#lastId
    if (this.#wants.length === 0) queueMicrotask(() => this.#flush())
    this.#wants.push(JSON.stringify({ id, ...want }))
    return id
  }

  handle(message: Uint8Array): void {
    const decoded = decodePart(message)
    if (decoded === undefined) return
    const { header: part, data } = decoded
    this.#send(encodeMessage(JSON.stringify({ got: part.n })))
    if (part.size === undefined || part.at === undefined) this.#onArrival({ part, bytes: null })
    else this.#add(part, part.size, part.at, data)
  }

  #add(part: ResourcePart, size: number, at: number, data: Uint8Array): void {
    if (at === 0 && this.#arriving.size < MAX_ARRIVING)
      this.#arriving.set(part.id, { bytes: new Uint8Array(size), length: 0 })
    const arriving = this.#arriving.get(part.id)
    if (arriving === undefined) return
    const isNext = at === arriving.length && at + data.length <= arriving.bytes.length
    if (!isNext) {
      this.#arriving.delete(part.id)
      return
    }
    arriving.bytes.set(data, at)
    arriving.length += data.length
    if (arriving.length < arriving.bytes.length) return
    this.#arriving.delete(part.id)
    this.#onArrival({ part, bytes: arriving.bytes })
  }

  #flush(): void {
    const wants = this.#wants
    this.#wants = []
    for (let from = 0; from < wants.length;) {
      let to = from
      for (let length = 0; to < wants.length && to - from < RESOURCE_LIMITS.wantsPerRequest; to++) {
        length += wants[to]?.length ?? 0
        if (length > REQUEST_LENGTH && to > from) break
      }
      this.#send(encodeMessage(`{"want":[${wants.slice(from, to).join(',')}]}`))
      from = to
    }
  }
}
