import type { Op } from '../format/index.ts'
import type { Arrived } from './foreign-frames.ts'
import { toJson } from './json.ts'

/** The frame in the making: ops as JSON, so that its size is known. */
export class Outbox {
  #ops: string[] = []
  #length = 0

  /** What of foreign frames is in the frame in the making. */
  foreign: Arrived[] = []

  /** Keys of the style sheets in it. */
  sheets: string[] = []

  /** Returns the op as it goes out. */
  push(op: Op): string {
    const json = toJson(op)
    this.#ops.push(json)
    this.#length += json.length
    return json
  }

  get length(): number {
    return this.#length
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  /** The frame as JSON; the outbox is empty afterwards. */
  take(epoch: string, version: number): string {
    const json = `{"epoch":${toJson(epoch)},"version":${version},"ops":[${this.#ops.join(',')}]}`
    this.#ops = []
    this.#length = 0
    return json
  }
}
