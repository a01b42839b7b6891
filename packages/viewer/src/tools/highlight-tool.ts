import { hitAt, pagePoint, type ViewerContext } from '../context.ts'
import { orderedRange, type TextPoint } from '../locate.ts'
import { textPointAt } from '../text-point.ts'
import type { Highlight } from '@alongside/protocol'
import type { Rebuild } from '../mirror.ts'
import type { ToolHandlers } from './tool.ts'

/** Pointer travel that makes a drag of a click. CSS pixels. */
const DRAG_FROM = 5

/** Click an element, or drag over text, to show it to everybody. Escape takes it back. */
export function createHighlightTool(
  context: ViewerContext,
  highlight: (value: Highlight) => void,
): ToolHandlers {
  let press: { x: number; y: number; text: TextPoint | null } | null = null
  let dragged: Highlight = null

  function textTo(event: PointerEvent): Highlight {
    const at = pagePoint(context, event)
    if (at === null || press?.text == null) return null
    const to = textPointAt(at.rebuild, at.point)
    return to === null ? null : textHighlight(at.rebuild, press.text, to)
  }

  return {
    down(event) {
      const at = pagePoint(context, event)
      press = {
        x: event.clientX,
        y: event.clientY,
        text: at === null ? null : textPointAt(at.rebuild, at.point),
      }
      dragged = null
    },
    move(event) {
      if (press === null) return context.marks.setPreview(hitAt(context, event)?.box ?? null)
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < DRAG_FROM) return
      context.marks.setPreview(null)
      const next = textTo(event)
      if (next === null) return
      dragged = next
      highlight(next)
    },
    up(event) {
      const isDrag = dragged !== null
      press = null
      dragged = null
      if (isDrag) return context.say('Text highlighted')
      const hit = hitAt(context, event)
      if (hit === null) return
      highlight({ kind: 'element', node: hit.id })
      context.say('Element highlighted')
    },
    key(event) {
      if (event.key !== 'Escape') return false
      highlight(null)
      context.say('Highlight cleared')
      return true
    },
    leave: () => context.marks.setPreview(null),
  }
}

function textHighlight(rebuild: Rebuild, a: TextPoint, b: TextPoint): Highlight {
  const document = a.node.ownerDocument
  if (document === null || b.node.ownerDocument !== document) return null
  const range = orderedRange(document, a, b)
  const from = rebuild.id(range.startContainer)
  const to = rebuild.id(range.endContainer)
  if (range.collapsed || from === undefined || to === undefined) return null
  return {
    kind: 'text',
    from: { node: from, offset: range.startOffset },
    to: { node: to, offset: range.endOffset },
  }
}
