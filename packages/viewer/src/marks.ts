import type { Cursor, Highlight } from '@alongside/protocol'
import { pointIn, type Box } from './geometry.ts'
import { boxOf, isElement, isRendered, textBoxes } from './locate.ts'
import { type NodeId, type OpOf, type Rebuild } from './mirror.ts'
import { part, placeOver, type Stage } from './stage.ts'
import { type CaretBoxes, measureField } from './tools/measure.ts'
import type { MirrorPage } from './types.ts'
import { createVisitorNatives } from './visitor-natives.ts'

/** What is drawn over the mirror: cursors, highlights, the visitor's selection, the agent's caret. */
export type Marks = {
  setCursor(who: Who, epoch: string, cursor: Cursor): void
  setHighlight(by: Who, epoch: string, highlight: Highlight): void
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
  return new DrawnMarks(stage, page)
}

type DrawnBox = { readonly box: Box; readonly kind: string; readonly colour: string }

class DrawnMarks implements Marks {
  readonly #stage: Stage
  readonly #page: () => MirrorPage | null
  readonly #cursors = new Map<string, Shown<Cursor>>()
  readonly #highlights = new Map<string, Shown<Highlight>>()
  readonly #cursorParts = new Map<string, HTMLElement>()
  readonly #colours = new Map<string, string>()
  readonly #boxes = part('div', 'boxes')
  readonly #natives: ReturnType<typeof createVisitorNatives>
  #measured: { readonly field: Element; readonly key: string; readonly boxes: CaretBoxes } | null = null
  #preview: Box | null = null
  #caret: Box | null = null
  #selected: readonly Box[] = []
  #frame = 0

  constructor(stage: Stage, page: () => MirrorPage | null) {
    this.#stage = stage
    this.#page = page
    stage.marks.append(this.#boxes)
    this.#natives = createVisitorNatives(stage)
  }

  setCursor(who: Who, epoch: string, value: Cursor): void {
    this.#cursors.set(who.id, { who, epoch, value, at: performance.now() })
    this.refresh()
  }

  setHighlight(who: Who, epoch: string, value: Highlight): void {
    if (value === null) this.#highlights.delete(who.id)
    else this.#highlights.set(who.id, { who, epoch, value, at: performance.now() })
    this.refresh()
  }

  forget(by?: string): void {
    for (const id of by === undefined ? [...this.#cursors.keys(), ...this.#highlights.keys()] : [by]) {
      this.#cursors.delete(id)
      this.#highlights.delete(id)
      this.#cursorParts.get(id)?.remove()
      this.#cursorParts.delete(id)
    }
    this.refresh()
  }

  setPreview(box: Box | null): void {
    this.#preview = box
    this.refresh()
  }

  setCaret(caret: Box | null, selected: readonly Box[]): void {
    this.#caret = caret
    this.#selected = selected
    this.refresh()
  }

  refresh(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw())
  }

  close(): void {
    cancelAnimationFrame(this.#frame)
    // Nothing may begin to draw again.
    this.#frame = -1
  }

  #draw(): void {
    this.#frame = 0
    const rebuild = this.#page()?.rebuild ?? null
    for (const shown of this.#cursors.values()) this.#drawCursor(rebuild, shown)
    const wanted = rebuild === null ? [] : this.#collect(rebuild)
    while (this.#boxes.childElementCount > wanted.length) this.#boxes.lastElementChild?.remove()
    for (const [index, box] of wanted.entries()) this.#drawBox(index, box)
    this.#natives.draw(this.#page())
    if (this.#cursors.size > 0 || this.#highlights.size > 0 || this.#caret !== null) this.refresh()
  }

  #collect(rebuild: Rebuild): DrawnBox[] {
    const all: DrawnBox[] = []
    const add = (boxes: readonly Box[], kind: string, colour = '') =>
      all.push(...boxes.map((box) => ({ box, kind, colour })))
    for (const { who, epoch, value } of this.#highlights.values())
      if (epoch === rebuild.position?.epoch)
        add(highlightBoxes(rebuild, value), value?.kind ?? '', this.#colourOf(who))
    this.#addSelection(rebuild, add)
    add(this.#selected, 'selected')
    if (this.#preview !== null) add([this.#preview], 'preview')
    if (this.#caret !== null) add([this.#caret], 'caret')
    return all
  }

  /** What the visitor has selected, or where their caret stands; none while the agent's own is shown. */
  #addSelection(rebuild: Rebuild, add: (boxes: readonly Box[], kind: string) => void): void {
    const selection = this.#page()?.selection ?? null
    if (selection?.kind !== 'field') return add(selectionBoxes(rebuild, selection), 'selection')
    const field = rebuild.node(selection.id)
    if (this.#caret !== null || !isElement(field) || !isRendered(field)) return
    const { selected, caret } = this.#measure(field as HTMLInputElement, selection.start, selection.end)
    add(selected, 'selection')
    if (selected.length === 0) add([caret], 'visitor-caret')
  }

  /** Measuring costs a layout: only when something has changed. */
  #measure(field: HTMLInputElement, start: number, end: number): CaretBoxes {
    const { left, top, width, height } = boxOf(field)
    const key = JSON.stringify([field.value, start, end, left, top, width, height])
    if (this.#measured?.field !== field || this.#measured.key !== key)
      this.#measured = { field, key, boxes: measureField(field, start, end) }
    return this.#measured.boxes
  }

  #drawBox(index: number, { box, kind, colour }: DrawnBox): void {
    const existing = this.#boxes.children.item(index) as HTMLElement | null
    const element = existing ?? this.#boxes.appendChild(part('div', ''))
    element.className = `box ${kind}`
    if (kind === 'element' || kind === 'text') element.dataset['highlight'] = kind
    else delete element.dataset['highlight']
    element.style.setProperty('--by', colour)
    placeOver(element, this.#stage.scaled(box))
  }

  #drawCursor(rebuild: Rebuild | null, { who, epoch, value, at }: Shown<Cursor>): void {
    const node = value === null ? undefined : rebuild?.node(value.node as NodeId)
    const isThere =
      value !== null && rebuild?.position?.epoch === epoch && isElement(node) && isRendered(node)
    const cursor = this.#cursorParts.get(who.id) ?? this.#addCursor(who)
    cursor.classList.toggle('gone', !isThere || performance.now() - at > CURSOR_IDLE_MS)
    if (!isThere) return
    const { x, y } = pointIn(boxOf(node), value)
    const { scale } = this.#stage
    cursor.style.transform = `translate(${x * scale}px, ${y * scale}px)`
    cursor.classList.toggle('pressed', value.pressed === true)
  }

  #addCursor(who: Who): HTMLElement {
    const cursor = part('div', 'cursor gone')
    cursor.dataset['cursor'] = who.id
    cursor.style.setProperty('--by', this.#colourOf(who))
    cursor.append(part('i', 'arrow'), part('b', 'name', who.name))
    this.#stage.marks.append(cursor)
    this.#cursorParts.set(who.id, cursor)
    return cursor
  }

  #colourOf({ id, isHost }: Who): string {
    if (isHost) return COLOURS[0] ?? ''
    const known = this.#colours.get(id) ?? COLOURS[1 + (this.#colours.size % (COLOURS.length - 1))] ?? ''
    this.#colours.set(id, known)
    return known
  }
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
