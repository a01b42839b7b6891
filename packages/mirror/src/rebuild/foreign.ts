import { decodeFrameJson, type Frame, type OpOf } from '../format/index.ts'
import { tooLarge } from './build-tree.ts'
import { showForeign } from './documents.ts'
import { isElement } from './elements.ts'
import { REBUILD_LIMITS } from './limits.ts'
import { contentDocument } from './node-table.ts'
import { Page } from './page.ts'
import type { SheetStore } from './sheets.ts'

const ignore = () => undefined

/**
 * Applies a step of a foreign frame's own stream (R40): to a page of its own, with ids and sheets of its own, in the frame
 * that stands in the mirror. Whatever is wrong with it is the matter of that frame alone: it shows words from then on.
 */
export async function applyForeign(
  page: Page,
  op: OpOf<'foreign'>,
  apply: (page: Page, frame: Frame) => Promise<void>,
): Promise<void> {
  const host = page.table.node(op.id)
  const document = isElement(host) ? contentDocument(host) : null
  if (!isElement(host) || document === null) return
  if (op.frame === null) {
    if (!page.dropForeign(host)) return
    return showForeign(document, page.mode)
  }
  if (page.foreign.get(host) === null) return
  try {
    await apply(
      page.foreign.get(host) ?? begin(page, host as HTMLIFrameElement, op),
      decodeFrameJson(op.frame),
    )
  } catch {
    if (page.table.node(op.id) !== host) return
    page.dropForeign(host)
    page.foreign.set(host, null)
    const now = contentDocument(host)
    if (now !== null) showForeign(now, page.mode)
  }
}

function begin(page: Page, frame: HTMLIFrameElement, { id }: OpOf<'foreign'>): Page {
  if (page.depth >= REBUILD_LIMITS.foreignDepth) throw tooLarge('foreignDepth')
  const options = {
    parent: frame,
    resourceMode: page.mode,
    onRepair: ignore,
    onProgress: ignore,
    onLocation: ignore,
    onViewport: ignore,
    onScroll: ignore,
    onFocus: ignore,
    onSelection: ignore,
    followsScroll: () => true,
  }
  const child = new Page(frame, options, apart(page.store, `${id}/`), page)
  page.foreign.set(frame, child)
  return child
}

/** Keys of their own: no frame may replace a sheet of the page around it. The limits are those of the store. */
function apart(store: SheetStore, prefix: string): SheetStore {
  return {
    put: (sheet) => store.put({ ...sheet, key: prefix + sheet.key }),
    css: (key) => store.css(prefix + key),
  }
}
