import type { Cursor, Highlight } from '@alongside/protocol'
import { pointIn, type Box } from './geometry.ts'
import { boxOf, isElement, isRendered, textBoxes } from './locate.ts'
import { type NodeId, type OpOf, type Rebuild } from './mirror.ts'
import { part, placeOver, type Stage } from './stage.ts'
import type { MirrorPage } from './types.ts'

/** What is drawn over the mirror: cursors, highlights, the visitor's selection, the agent's caret. */
export type Marks = {
  setCursor(who: Who, epoch: string, cursor: Cursor): void
  setHighlight(by: Who, epoch: string, highlight: Highlight): void
  highlightOf(by: string): Highlight
  /** Takes away what somebody showed, or what everybody did. */
  forget(by?: string): void
  setPreview(box: Box | null): void
  /** Caret and selected boxes of the field that the agent types into, in page coordinates. */
  setCaret(caret: Box | null, selected: readonly Box[]): void
  /** Draws anew with the next frame of the screen; things move when the page scrolls or changes. */
  refresh(): void
  close(): void
}

export type Who = { readonly id: string; readonly name: string; readonly isHost: boolean }

type Shown<T> = { readonly who: Who; readonly epoch: string; readonly value: T; readonly at: number }

/** A pointer that has not moved for this long fades. Milliseconds. */
const CURSOR_IDLE_MS = 15_000
/** Who is drawn in which colour; the visitor has the first. Each stands out on light and dark pages. */
const COLOURS = ['#e11d48', '#2563eb', '#7c3aed', '#0d9488', '#c2410c', '#a21caf']

export function createMarks(stage: Stage, page: () => MirrorPage | null): Marks {
  const cursors = new Map<string, Shown<Cursor>>()
  const highlights = new Map<string, Shown<Highlight>>()
  const cursorParts = new Map<string, HTMLElement>()
  const boxes = part('div', 'boxes')
  stage.marks.append(boxes)
  let preview: Box | null = null
  let caret: Box | null = null
  let selected: readonly Box[] = []
  let frame = 0
  const colours = new Map<string, string>()

  function colourOf({ id, isHost }: Who): string {
    if (isHost) return COLOURS[0] ?? ''
    const known = colours.get(id) ?? COLOURS[1 + (colours.size % (COLOURS.length - 1))] ?? ''
    colours.set(id, known)
    return known
  }

  function draw(): void {
    frame = 0
    const rebuild = page()?.rebuild ?? null
    for (const shown of cursors.values()) drawCursor(rebuild, shown)
    const wanted = rebuild === null ? [] : collectBoxes(rebuild)
    while (boxes.childElementCount > wanted.length) boxes.lastElementChild?.remove()
    wanted.forEach(([box, kind, colour], index) => {
      const element = (boxes.children.item(index) as HTMLElement | null) ?? boxes.appendChild(part('div', ''))
      element.className = `box ${kind}`
      element.toggleAttribute('data-highlight', false)
      if (kind === 'element' || kind === 'text') element.setAttribute('data-highlight', kind)
      element.style.setProperty('--by', colour)
      placeOver(element, stage.scaled(box))
    })
    if (cursors.size > 0 || highlights.size > 0 || caret !== null) refresh()
  }

  function collectBoxes(rebuild: Rebuild): [Box, string, string][] {
    const all: [Box, string, string][] = []
    for (const { who, epoch, value } of highlights.values())
      if (epoch === rebuild.position?.epoch)
        for (const box of highlightBoxes(rebuild, value)) all.push([box, value?.kind ?? '', colourOf(who)])
    for (const box of selectionBoxes(rebuild, page()?.selection ?? null)) all.push([box, 'selection', ''])
    for (const box of selected) all.push([box, 'selected', ''])
    if (preview !== null) all.push([preview, 'preview', ''])
    if (caret !== null) all.push([caret, 'caret', ''])
    return all
  }

  function drawCursor(rebuild: Rebuild | null, { who, epoch, value, at }: Shown<Cursor>): void {
    const node = value === null || rebuild === null ? undefined : rebuild.node(value.node as NodeId)
    const isThere =
      value !== null && rebuild?.position?.epoch === epoch && isElement(node) && isRendered(node)
    const part = cursorParts.get(who.id) ?? addCursor(who)
    const isFresh = performance.now() - at < CURSOR_IDLE_MS
    part.classList.toggle('gone', !isThere || !isFresh)
    if (!isThere) return
    const point = stage.scaled({ ...zeroBox(pointIn(boxOf(node), value)) })
    part.style.transform = `translate(${point.left}px, ${point.top}px)`
    part.classList.toggle('pressed', value.pressed === true)
  }

  function addCursor(who: Who): HTMLElement {
    const cursor = part('div', 'cursor gone')
    cursor.dataset['cursor'] = who.id
    cursor.style.setProperty('--by', colourOf(who))
    cursor.append(part('i', 'arrow'), part('b', 'name', who.name))
    stage.marks.append(cursor)
    cursorParts.set(who.id, cursor)
    return cursor
  }

  function refresh(): void {
    if (frame === 0) frame = requestAnimationFrame(draw)
  }

  return {
    setCursor(who, epoch, value) {
      cursors.set(who.id, { who, epoch, value, at: performance.now() })
      refresh()
    },
    setHighlight(who, epoch, value) {
      if (value === null) highlights.delete(who.id)
      else highlights.set(who.id, { who, epoch, value, at: performance.now() })
      refresh()
    },
    highlightOf: (by) => highlights.get(by)?.value ?? null,
    forget(by) {
      for (const id of by === undefined ? [...cursors.keys(), ...highlights.keys()] : [by]) {
        cursors.delete(id)
        highlights.delete(id)
        cursorParts.get(id)?.remove()
        cursorParts.delete(id)
      }
      refresh()
    },
    setPreview(box) {
      preview = box
      refresh()
    },
    setCaret(next, boxes) {
      caret = next
      selected = boxes
      refresh()
    },
    refresh,
    close: () => cancelAnimationFrame(frame),
  }
}

function zeroBox({ x, y }: { x: number; y: number }): Box {
  return { left: x, top: y, width: 0, height: 0 }
}

function highlightBoxes(rebuild: Rebuild, highlight: Highlight): Box[] {
  if (highlight === null) return []
  if (highlight.kind === 'element') {
    const node = rebuild.node(highlight.node as NodeId)
    return isElement(node) && isRendered(node) ? [boxOf(node)] : []
  }
  const from = rebuild.node(highlight.from.node as NodeId)
  const to = rebuild.node(highlight.to.node as NodeId)
  if (from === undefined || to === undefined) return []
  return textBoxes({ node: from, offset: highlight.from.offset }, { node: to, offset: highlight.to.offset })
}

function selectionBoxes(rebuild: Rebuild, selection: OpOf<'selection'>['selection']): Box[] {
  if (selection?.kind !== 'range') return []
  const anchor = rebuild.node(selection.anchor.id)
  const focus = rebuild.node(selection.focus.id)
  if (anchor === undefined || focus === undefined) return []
  return textBoxes(
    { node: anchor, offset: selection.anchor.offset },
    { node: focus, offset: selection.focus.offset },
  )
}
