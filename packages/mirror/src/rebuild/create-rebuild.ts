import { AlongsideError } from '@alongside/protocol'
import { decodeFrame, type Frame } from '../format/index.ts'
import type { Rebuild, RebuildOptions } from './api.ts'
import { STATE_MARKS } from './css.ts'
import { createFrame } from './documents.ts'
import { createMarker } from './live-state.ts'
import { applyOp } from './ops.ts'
import { Page } from './page.ts'
import { createSheetStore } from './sheets.ts'

/** Rebuilds a page from frames in a sandboxed iframe. Trusts nothing that is in them (SPEC.md, section Rebuild). */
export function createRebuild(options: RebuildOptions): Rebuild {
  const owner = options.parent.ownerDocument ?? document
  const frame = createFrame(owner)
  options.parent.appendChild(frame)
  const page = new Page(frame, options, options.sheets ?? createSheetStore())
  const markHover = createMarker(null, STATE_MARKS.hover)
  let position: Rebuild['position'] = null
  let queue: Promise<unknown> = Promise.resolve()
  /** Raised by reset: frames of before, still decoding, are void. */
  let generation = 0

  function run(frame: Frame): void {
    const first = frame.ops[0]
    const begins = first?.op === 'document' && first.host === null
    if (position !== null && position.epoch !== frame.epoch && !begins)
      throw new AlongsideError('bad_frame', 'The frame belongs to another page.')
    page.epoch = frame.epoch
    for (const op of frame.ops) applyOp(page, op)
    page.finishFrame()
    position = { epoch: frame.epoch, version: frame.version }
  }

  async function inTurn(before: Promise<unknown>, decoding: Promise<Frame>, mine: number): Promise<void> {
    await before
    try {
      const decoded = await decoding
      if (mine === generation) run(decoded)
    } catch (error) {
      throw asAlongsideError(error)
    }
  }

  function reset(): void {
    generation++
    position = null
    page.clear()
  }

  return {
    frame,
    apply(bytes) {
      const mine = generation
      const decoding = decodeFrame(bytes)
      // Awaited in its turn below; until then a failure must not count as unhandled.
      decoding.catch(() => undefined)
      const applied = inTurn(queue, decoding, mine)
      queue = applied.catch(() => undefined)
      return applied
    },
    get position() {
      return position
    },
    get isPaintable() {
      return page.isPaintable
    },
    node: (id) => page.table.node(id),
    id: (node) => page.table.id(node),
    get document() {
      return frame.contentDocument
    },
    get topId() {
      return page.topId
    },
    markHover,
    reset,
    destroy() {
      reset()
      frame.remove()
    },
  }
}

/** What a browser throws on a hostile frame (stack overflow in the parser, refused names) is a bad frame too. */
function asAlongsideError(error: unknown): AlongsideError {
  if (error instanceof AlongsideError) return error
  return new AlongsideError('bad_frame', `The frame could not be applied: ${String(error)}`)
}
