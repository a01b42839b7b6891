import type { SessionLink } from '@alongside/link'
import type { Capture } from '@alongside/mirror/capture'
import { locateCursor, locateHighlight } from '@alongside/mirror/control'
import type { Command, Cursor, Highlight, Participant, ParticipantId } from '@alongside/protocol'
import type { Signal } from '@preact/signals'
import type { Kernel } from '../kernel.ts'
import { createGuard } from './guard.ts'
import { startHighlightTool } from './highlight-tool.ts'
import { createOverlay } from './overlay.ts'
import { trackPointer } from './pointer-tracker.ts'

type PointingOptions = {
  readonly kernel: Kernel
  readonly window: Window
  readonly box: HTMLElement
  readonly link: SessionLink
  readonly capture: Capture
  /** Whether the visitor's highlight tool is on. */
  readonly isHighlighting: Signal<boolean>
  /** Something of ours has failed in the page's event loop; it has stopped by then. */
  readonly onFailure: (error: unknown) => void
}

/** Pointing in both directions: others' cursors, highlights and clicks are drawn here, the visitor's own go out. */
export type Pointing = {
  /** Viewers that are here now: what the others left behind goes, and who is new is told our highlight. */
  setViewers(viewers: readonly Participant[]): void
  showCommand(command: Command, by: Participant): void
  stop(): void
}

/** Owners of marks besides participants' ids. */
const MINE = 'mine'
const HOVER = 'hover'

export function createPointing(options: PointingOptions): Pointing {
  const { kernel, window, link, capture, isHighlighting } = options
  const { builtins } = kernel
  const isOwn = (node: Node) => kernel.ui.isOwn(node)
  const { epoch, nodes } = capture
  const guard = createGuard(options.onFailure)
  const overlay = createOverlay({ box: options.box, nodes, locateCursor, locateHighlight, guard, builtins })
  let viewers = new Map<ParticipantId, Participant>()
  let mine: Highlight = null
  let pointedAt: Cursor = null

  const choose = (highlight: Highlight) => {
    mine = highlight
    overlay.setHighlight(MINE, '', highlight)
    link.send('signal', { kind: 'highlight', epoch, highlight })
  }
  let stopTool = () => {}
  const stops = [
    link.on('signal', ({ from, signal }) => {
      const by = viewers.get(from)
      if (by === undefined || signal.epoch !== epoch) return
      if (signal.kind === 'cursor') overlay.setCursor(from, by.name, signal.cursor)
      else overlay.setHighlight(from, by.name, signal.highlight)
    }),
    trackPointer({
      window,
      capture,
      isOwn,
      builtins,
      guard,
      onCursor(cursor) {
        pointedAt = cursor
        link.send('signal', { kind: 'cursor', epoch, cursor })
      },
    }),
    isHighlighting.subscribe((isOn) => {
      stopTool()
      stopTool = () => {}
      overlay.setHighlight(HOVER, '', null)
      if (!isOn) {
        if (mine !== null) choose(null)
        return
      }
      stopTool = startHighlightTool({
        window,
        capture,
        isOwn,
        guard,
        onHover: (highlight) => overlay.setHighlight(HOVER, '', highlight),
        onChoose: choose,
        onLeave: () => (isHighlighting.value = false),
      })
    }),
    () => stopTool(),
    () => overlay.stop(),
  ]
  return {
    setViewers(next) {
      const isNew = next.some(({ id }) => !viewers.has(id))
      for (const id of viewers.keys()) if (!next.some((viewer) => viewer.id === id)) overlay.remove(id)
      viewers = new Map(next.map((viewer) => [viewer.id, viewer]))
      if (!isNew) return
      if (mine !== null) link.send('signal', { kind: 'highlight', epoch, highlight: mine })
      if (pointedAt !== null) link.send('signal', { kind: 'cursor', epoch, cursor: pointedAt })
    },
    showCommand({ action }, by) {
      if (action.kind === 'click') overlay.ripple(by.id, { node: action.node, x: action.x, y: action.y })
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}
