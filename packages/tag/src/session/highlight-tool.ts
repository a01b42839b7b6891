import type { Capture } from '@alongside/mirror/capture'
import type { Highlight } from '@alongside/protocol'
import type { Guard } from './guard.ts'
import { findPointable, isElement } from './pointable-node.ts'

type ToolOptions = {
  readonly window: Window
  readonly capture: Pick<Capture, 'nodes' | 'isMasked'>
  readonly isOwn: (node: Node) => boolean
  readonly guard: Guard
  /** What would be chosen by a click now. */
  readonly onHover: (highlight: Highlight) => void
  readonly onChoose: (highlight: Highlight) => void
  /** The visitor pressed Escape. */
  readonly onLeave: () => void
}

/** On these, a press already does something (opens a list, moves a handle). */
const REACTS_TO_PRESS = 'select, input, button, textarea, label, summary, video, audio'

/**
 * While this runs, a click in the page highlights the element instead of operating it, and a selection highlights its text.
 * With the keyboard, Enter highlights the focused element. Events that scripts make pass: what an agent does on the page
 * meanwhile is not the visitor's choice. Returns the way to stop.
 */
export function startHighlightTool(options: ToolOptions): () => void {
  const { window, capture } = options
  const aborter = new AbortController()
  const inPage = (handle: (target: Node, event: Event) => void) => (event: Event) => {
    const target = event.composedPath()[0] as Node
    if ('nodeType' in target && !options.isOwn(target)) handle(target, event)
  }
  const suppress = (event: Event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const on = (type: string, listener: (event: Event) => void) => {
    const handle = options.guard((event: Event) => {
      if (event.isTrusted) listener(event)
    })
    window.addEventListener(type, handle, { capture: true, signal: aborter.signal })
  }
  on(
    'pointermove',
    inPage((target) => options.onHover(elementHighlight(target, capture))),
  )
  on(
    'mousedown',
    inPage((target, event) => {
      event.stopImmediatePropagation()
      if (isElement(target) && target.closest(REACTS_TO_PRESS) !== null) event.preventDefault()
    }),
  )
  for (const type of ['pointerdown', 'pointerup', 'mouseup', 'touchstart', 'touchend']) {
    on(
      type,
      inPage((_target, event) => event.stopImmediatePropagation()),
    )
  }
  for (const type of ['dblclick', 'auxclick', 'submit', 'dragstart']) {
    on(
      type,
      inPage((_target, event) => suppress(event)),
    )
  }
  on(
    'click',
    inPage((target, event) => {
      suppress(event)
      options.onChoose(selectedText(window, capture) ?? elementHighlight(target, capture))
    }),
  )
  on('keydown', (event) => {
    const { key } = event as KeyboardEvent
    if (key === 'Escape') {
      suppress(event)
      options.onLeave()
    } else if (key === 'Enter') {
      inPage((target) => {
        suppress(event)
        options.onChoose(elementHighlight(target, capture))
      })(event)
    }
  })
  return () => aborter.abort()
}

function elementHighlight(target: Node, capture: Pick<Capture, 'nodes' | 'isMasked'>): Highlight {
  const found = findPointable(target, capture)
  return found === null ? null : { kind: 'element', node: found.id }
}

/** The page's selected text; null when nothing is selected or a part of it is masked. */
function selectedText(window: Window, capture: Pick<Capture, 'nodes' | 'isMasked'>): Highlight {
  const selection = window.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const texts = textsIn(range)
  const first = texts[0]
  const last = texts.at(-1)
  if (first === undefined || last === undefined || texts.some((text) => capture.isMasked(text))) return null
  const from = capture.nodes.id(first)
  const to = capture.nodes.id(last)
  if (from === undefined || to === undefined) return null
  return {
    kind: 'text',
    from: { node: from, offset: range.startContainer === first ? range.startOffset : 0 },
    to: { node: to, offset: range.endContainer === last ? range.endOffset : last.data.length },
  }
}

function textsIn(range: Range): readonly Text[] {
  const root = range.commonAncestorContainer
  if (root.nodeType === 3) return [root as Text]
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(root, 4)
  const texts: Text[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (range.intersectsNode(node) && (node as Text).data.trim() !== '') texts.push(node as Text)
  }
  return texts
}
