import { noteLayer } from './live/layers.ts'
import { isPlayer } from './live/media.ts'
import type { NodeId, Op, Size } from '../format/index.ts'
import { coarse, round } from './blocked.ts'
import type { CaptureContext } from './context.ts'
import { fieldOp } from './field-state.ts'
import { Privacy } from './masking.ts'
import type { Outbox } from './outbox.ts'
import type { Piece } from './piece.ts'
import { Serializer } from './serializer.ts'
import type { Siblings } from './siblings.ts'
import type { StreamState } from './stream-state.ts'
import { askScrolled } from './sweep.ts'

/** Writes `insert` ops for runs of siblings, and what belongs to the inserted nodes. */
export class Inserter {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  readonly #outbox: Outbox
  readonly #siblings: Siblings
  readonly #serializer: Serializer
  /** A root was opened: its children are to be sent. */
  onRoot: (root: ShadowRoot | Document) => void = () => undefined
  /** An insert has been written. */
  onWritten: (json: string) => void = () => undefined
  /** Nodes sent so far in this stream, for `progress`. */
  sent = 0

  constructor(ctx: CaptureContext, state: StreamState, outbox: Outbox, siblings: Siblings) {
    this.#ctx = ctx
    this.#state = state
    this.#outbox = outbox
    this.#siblings = siblings
    this.#serializer = new Serializer(ctx)
  }

  /** Sends consecutive siblings whole. `isNew`: in the page; nobody has scrolled them. */
  insert(parent: Node, nodes: readonly Node[], isNew: boolean): void {
    const piece = this.#serializer.serialize(parent, nodes, this.#ctx.masking.of(parent))
    this.#write(parent, nodes, piece, isNew)
  }

  /** Sends an element without its children. False: it is blocked, nothing will follow. */
  insertShallow(parent: Node, element: Element): boolean {
    const { masking, dom } = this.#ctx
    const privacy = masking.of(parent)
    const { width, height } = dom.rect(element)
    const step = masking.of(element) === Privacy.open ? round : coarse
    const size: Size = [step(width), step(height)]
    const piece = this.#serializer.shallow(element, privacy, size)
    this.#write(parent, [element], piece, false)
    return masking.below(privacy, element) !== Privacy.blocked
  }

  /** Writes what is to be dropped: before anything is inserted, since viewers never have a node twice. */
  writeGone(): void {
    const { gone } = this.#state
    if (gone.size === 0) return
    const ids: NodeId[] = []
    for (const id of gone) ids.push(id)
    gone.clear()
    this.#outbox.push({ op: 'remove', ids })
  }

  #write(parent: Node, nodes: readonly Node[], piece: Piece, isNew: boolean): void {
    const { table } = this.#ctx
    const first = nodes[0]
    const last = nodes[nodes.length - 1]
    const parentId = table.id(parent)
    if (first === undefined || last === undefined || parentId === undefined || piece.ids.count === 0) return
    const before = this.#siblings.reference(parent, first, last)
    this.writeGone()
    this.#know(piece)
    const op = {
      op: 'insert',
      parent: parentId,
      before: before === null ? null : (table.id(before) ?? null),
      ids: piece.ids.runs,
      html: piece.html,
      hash: piece.hash,
      nodes: piece.nodes,
    }
    this.onWritten(this.#outbox.push(op as Op))
    this.sent += piece.ids.count
    this.#writeFound(piece, isNew)
  }

  #know({ ids: { runs } }: Piece): void {
    for (let i = 0; i < runs.length; i += 2) this.#state.known.addAll(runs[i] ?? 0, runs[i + 1] ?? 0)
  }

  #writeFound({ found, isOpen }: Piece, isNew: boolean): void {
    const { dom } = this.#ctx
    for (const host of found.hosts) this.openShadow(host)
    for (const frame of found.frames) this.#state.frames.add(frame)
    for (const picture of found.pictures) {
      const name = dom.nodeName(picture)
      if (name === 'CANVAS') this.#state.pictures.add(picture)
      else {
        const player = isPlayer(name) ? picture : dom.drawing(picture)
        if (player !== null) this.#state.media.add(player)
      }
    }
    this.#markLive()
    for (const field of found.fields) {
      const op = fieldOp(this.#ctx, this.#state, field, false, isOpen)
      if (op !== undefined) this.#outbox.push(op)
    }
    if (isNew) return
    for (const box of found.boxes) {
      askScrolled(this.#ctx, this.#state, box)
      noteLayer(this.#ctx, box)
    }
  }

  /** Elements that were scrolled or shown in the top layer before the viewers had them, or have come anew. */
  #markLive(): void {
    const { live } = this.#ctx
    this.#state.scrollKnown()
    if (live.hasLayers) this.#state.wholes.add('layers')
    const { focused, awaitsFocus } = this.#state
    if (awaitsFocus && focused !== null && this.#state.knows(focused)) this.#state.wholes.add('focus')
  }

  /** Begins a shadow tree, if the viewers do not have it. */
  openShadow(host: Element): void {
    const { table, dom, roots, masking } = this.#ctx
    const root = dom.shadowRoot(host)
    const hostId = table.id(host)
    if (root === null || hostId === undefined || this.#state.knows(root)) return
    if (masking.of(host) === Privacy.blocked) return
    const id = table.assign(root)
    roots.add(root)
    this.#state.known.add(id)
    const slotAssignment = root.slotAssignment ?? 'named'
    const { mode, delegatesFocus } = root
    const focus = delegatesFocus ? { delegatesFocus } : {}
    this.#outbox.push({ op: 'shadow', id, host: hostId, mode, slotAssignment, ...focus })
    this.#state.sheets.add(root)
    this.onRoot(root)
  }
}
