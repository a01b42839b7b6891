import type { NodeLookup } from '@alongside/mirror/capture'
import type { LocateCursor, LocateHighlight } from '@alongside/mirror/control'
import type { Cursor, Highlight } from '@alongside/protocol'
import type { Builtins } from '../loader/builtins.ts'
import type { Guard } from './guard.ts'
import { createCursorMark, createHighlightMark, createRipple, type Mark } from './overlay-marks.ts'

/** What participants point at, drawn over the page: each mark over the same element, wherever that is on this screen. */
export type Overlay = {
  setCursor(owner: string, name: string, cursor: Cursor): void
  setHighlight(owner: string, name: string, highlight: Highlight): void
  /** A short sign where a participant has clicked. */
  ripple(owner: string, cursor: Cursor): void
  /** Everything of one owner goes. */
  remove(owner: string): void
  stop(): void
}

type OverlayOptions = {
  /** Covers the viewport and takes no pointer events. */
  readonly box: HTMLElement
  readonly nodes: NodeLookup
  readonly locateCursor: LocateCursor
  readonly locateHighlight: LocateHighlight
  readonly guard: Guard
  readonly builtins: Pick<Builtins, 'createElement' | 'requestAnimationFrame' | 'cancelAnimationFrame'>
}

/** Readable under white text (WCAG 1.4.3) and told apart by people who see few colours. */
const TONES = ['#c2410c', '#7c3aed', '#0f766e', '#be185d', '#1d4ed8', '#4d7c0f']

export function createOverlay(options: OverlayOptions): Overlay {
  const { box, nodes, builtins } = options
  const marks = new Map<string, Mark>()
  const tones = new Map<string, string>()
  let request = 0

  // Pages scroll, animate and re-layout without telling: what is shown is located again for every frame, and nothing runs
  // while nothing is shown.
  const draw = options.guard(() => {
    for (const [key, mark] of marks) {
      try {
        mark.place()
      } catch {
        // A node that cannot be located (a frame that went away in mid-layout) costs its mark, not the others.
        put(key, null)
      }
    }
    request = marks.size === 0 ? 0 : builtins.requestAnimationFrame(draw)
  })
  const toneOf = (owner: string) => {
    const tone = tones.get(owner) ?? TONES[tones.size % TONES.length] ?? ''
    tones.set(owner, tone)
    return tone
  }
  const put = (key: string, mark: Mark | null) => {
    marks.get(key)?.remove()
    marks.delete(key)
    if (mark === null) return
    marks.set(key, mark)
    if (request === 0) request = builtins.requestAnimationFrame(draw)
  }
  const context = (owner: string, name: string) => ({ box, name, tone: toneOf(owner), builtins })
  return {
    setCursor(owner, name, cursor) {
      const key = `cursor ${owner}`
      const known = marks.get(key)
      if (cursor === null) put(key, null)
      else if (known?.update === undefined) {
        put(
          key,
          createCursorMark(context(owner, name), cursor, (at) => options.locateCursor(at, nodes)),
        )
      } else known.update(cursor)
    },
    setHighlight(owner, name, highlight) {
      const locate = () => options.locateHighlight(highlight, nodes)
      put(
        `highlight ${owner}`,
        highlight && createHighlightMark(context(owner, name), highlight.kind, locate),
      )
    },
    ripple(owner, cursor) {
      const at = options.locateCursor(cursor, nodes)
      if (at !== null) createRipple(context(owner, ''), at)
    },
    remove(owner) {
      put(`cursor ${owner}`, null)
      put(`highlight ${owner}`, null)
    },
    stop() {
      builtins.cancelAnimationFrame(request)
      for (const key of marks.keys()) put(key, null)
      box.replaceChildren()
    },
  }
}
