import type { CaptureContext } from './context.ts'
import { DOCUMENT, ELEMENT, FRAGMENT } from './dom.ts'
import { fieldOp } from './field-state.ts'
import type { Inserter } from './inserter.ts'
import { Trait, traitsOf } from './names.ts'
import type { Outbox } from './outbox.ts'
import type { Siblings } from './siblings.ts'
import type { StreamState } from './stream-state.ts'
import { splitByView } from './view-split.ts'

/** Elements in one piece, and siblings in one: about a millisecond of work. */
export const PIECE_ELEMENTS = 300
const PIECE_SIBLINGS = 600
/** An element out of view with more elements than this comes as a placeholder first. */
const PLACEHOLDER_FROM = 20

type Fill = { jobs: number }
type Job = {
  readonly parent: Node
  readonly nodes: readonly Node[]
  /** Those of `nodes` that come as placeholders. */
  readonly far: ReadonlySet<Node>
  readonly fill: Fill
  readonly isNear: boolean
  at: number
}

/**
 * Sends what viewers do not have yet, in the order of what people look at: what is in the viewport (level by level, in
 * pieces), with placeholders of the right size around it, then the rest.
 */
export class Filling {
  readonly #ctx: CaptureContext
  readonly #state: StreamState
  readonly #outbox: Outbox
  readonly #siblings: Siblings
  readonly #inserter: Inserter
  readonly #near: Job[] = []
  readonly #rest: Job[] = []

  constructor(
    ctx: CaptureContext,
    state: StreamState,
    outbox: Outbox,
    siblings: Siblings,
    inserter: Inserter,
  ) {
    this.#ctx = ctx
    this.#state = state
    this.#outbox = outbox
    this.#siblings = siblings
    this.#inserter = inserter
    inserter.onRoot = (root) => this.open(root, true)
  }

  get isDone(): boolean {
    return this.#near.length === 0 && this.#rest.length === 0
  }

  /** What is in view has not been sent yet. */
  get isNear(): boolean {
    return this.#near.length > 0
  }

  /** Queues the children of a node that was sent without them. */
  open(parent: Node, isNear: boolean): void {
    const children = this.#siblings.children(parent)
    const fill: Fill = { jobs: 0 }
    this.#state.unfilled.set(parent, fill)
    if (!isNear || this.#ctx.dom.nodeType(parent) === DOCUMENT) {
      this.#queue({ parent, nodes: children, far: new Set(), fill, isNear, at: 0 })
      return
    }
    const { near, far, rest } = splitByView(
      this.#ctx,
      parent,
      children,
      (element) => this.#ctx.dom.countIn(element) > PLACEHOLDER_FROM,
    )
    // Placeholders behind the view change nothing in it.
    let end = near.length
    for (let last = near[end - 1]; last !== undefined && far.has(last); last = near[end - 1]) end--
    if (end > 0) this.#queue({ parent, nodes: near.slice(0, end), far, fill, isNear, at: 0 })
    if (end < near.length) this.#queue({ parent, nodes: near.slice(end), far, fill, isNear: false, at: 0 })
    if (rest.length > 0 || near.length === 0)
      this.#queue({ parent, nodes: rest, far: new Set(), fill, isNear: false, at: 0 })
  }

  /** One unit of work on what is in view. False when there is none. */
  stepNear(): boolean {
    return this.#step(this.#near)
  }

  stepRest(): boolean {
    return this.#step(this.#rest)
  }

  #step(queue: Job[]): boolean {
    const job = queue[0]
    if (job === undefined) return false
    if (this.#state.unfilled.get(job.parent) !== job.fill) {
      queue.shift()
      return true
    }
    this.#advance(job)
    if (job.at >= job.nodes.length) {
      queue.splice(queue.indexOf(job), 1)
      this.#finish(job)
    }
    return true
  }

  #queue(job: Job): void {
    job.fill.jobs++
    ;(job.isNear ? this.#near : this.#rest).push(job)
  }

  #finish({ fill, parent }: Job): void {
    fill.jobs--
    const { dom, table } = this.#ctx
    const id = table.id(parent)
    if (fill.jobs > 0 || id === undefined) return
    this.#state.unfilled.delete(parent)
    const type = dom.nodeType(parent)
    if (type === DOCUMENT || type === FRAGMENT) return
    this.#outbox.push({ op: 'filled', id })
    const element = parent as Element
    if (dom.scrollTop(element) !== 0 || dom.scrollLeft(element) !== 0) this.#state.scrolls.add(element)
    if (dom.nodeName(element) !== 'SELECT') return
    const op = fieldOp(this.#ctx, this.#state, element)
    if (op !== undefined) this.#outbox.push(op)
  }

  /** Sends the next run of the job. */
  #advance(job: Job): void {
    const run: Node[] = []
    let weight = 0
    for (; job.at < job.nodes.length && run.length < PIECE_SIBLINGS; job.at++) {
      const node = job.nodes[job.at]
      if (node === undefined || !this.#isDue(job.parent, node)) continue
      const last = run[run.length - 1]
      if (last !== undefined && this.#siblings.nextCaptured(last) !== node) break
      const elements = this.weigh(node)
      if (job.far.has(node) || elements > PIECE_ELEMENTS) {
        if (run.length > 0) break
        job.at++
        this.sendShallow(job.parent, node as Element, job.isNear && !job.far.has(node))
        return
      }
      weight += elements
      if (run.length > 0 && weight > PIECE_ELEMENTS) break
      run.push(node)
    }
    if (run.length > 0) this.#inserter.insert(job.parent, run, false)
  }

  #isDue(parent: Node, node: Node): boolean {
    return this.#ctx.dom.parentNode(node) === parent && !this.#state.knows(node)
  }

  sendShallow(parent: Node, element: Element, isNear: boolean): void {
    if (!this.#inserter.insertShallow(parent, element)) return
    this.open(element, isNear)
  }

  /** Elements in the node, itself included; above `PIECE_ELEMENTS`: to be sent without its children, which follow. */
  weigh(node: Node): number {
    const { dom } = this.#ctx
    if (dom.nodeType(node) !== ELEMENT) return 1
    const trait = traitsOf(dom.nodeName(node))
    if ((trait & Trait.opaque) !== 0) return 1
    if ((trait & Trait.shallow) !== 0) return Infinity
    return 1 + dom.countIn(node as Element)
  }
}
