import { AlongsideError } from '@alongside/protocol'
import type { Frame } from '../format/index.ts'
import type { Rebuild, RebuildOptions } from './api.ts'
import { createFrame } from './documents.ts'
import { applyForeign } from './foreign.ts'
import { createFrameQueue } from './frame-queue.ts'
import { createMarker } from './live-state.ts'
import { applyOp } from './ops.ts'
import { Page } from './page.ts'
import { VIEWER_HOVER } from './selectors.ts'
import { createSheetStore } from './sheets.ts'

/** What a frame may hold the viewer's page up for before input gets its turn. Frames of honest senders take less. */
const SLICE_MS = 50

/** Rebuilds a page from frames in a sandboxed iframe. Trusts nothing that is in them (SPEC.md, section Rebuild). */
export function createRebuild(options: RebuildOptions): Rebuild {
  const owner = options.parent.ownerDocument ?? document
  const frame = createFrame(owner)
  options.parent.appendChild(frame)
  const page = new Page(frame, options, options.sheets ?? createSheetStore())
  const markHover = createMarker(null, VIEWER_HOVER)
  let position: Rebuild['position'] = null
  const queue = createFrameQueue(run)

  async function run(frame: Frame, isVoid: () => boolean): Promise<void> {
    const first = frame.ops[0]
    const begins = first?.op === 'document' && first.host === null
    if (position !== null && position.epoch !== frame.epoch && !begins)
      throw new AlongsideError('bad_frame', 'The frame belongs to another page.')
    await applyFrame(page, frame, isVoid)
    if (!isVoid()) position = { epoch: frame.epoch, version: frame.version }
  }

  async function applyFrame(page: Page, frame: Frame, isVoid: () => boolean): Promise<void> {
    page.epoch = frame.epoch
    let untilMs = performance.now() + SLICE_MS
    for (const op of frame.ops) {
      if (performance.now() > untilMs) {
        // oxlint-disable-next-line no-await-in-loop -- ops are applied in order.
        await aTurn()
        if (isVoid()) return
        untilMs = performance.now() + SLICE_MS
      }
      if (op.op !== 'foreign') applyOp(page, op)
      // oxlint-disable-next-line no-await-in-loop -- the same.
      else await applyForeign(page, op, (inner, step) => applyFrame(inner, step, isVoid))
      if (isVoid()) return
    }
    page.finishFrame()
  }

  function reset(): void {
    queue.clear()
    position = null
    page.clear()
  }

  return {
    frame,
    apply: (bytes) => queue.add(bytes),
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
    addressOf: (element, name) => page.resources.addressOf(element, name),
    handleResource: (bytes) => page.resources.handle(bytes),
    markHover,
    reset,
    destroy() {
      reset()
      frame.remove()
    },
  }
}

/** A turn of the event loop: input and painting come between. Not a timer: those of hidden tabs wait for seconds. */
function aTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}
