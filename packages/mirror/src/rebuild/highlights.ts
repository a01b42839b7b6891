import type { NodeId, OpOf } from '../format/index.ts'

type Registry = { clear(): void; set(name: string, highlight: object): void }
type HighlightWindow = {
  readonly CSS?: { highlights?: Registry }
  readonly Highlight?: new (...ranges: object[]) => { priority: number }
  readonly StaticRange?: new (range: StaticRangeInit) => object
}

/** Shows the ranges that the visitor's scripts highlight. */
export class Highlights {
  readonly #node: (id: NodeId) => Node | undefined
  readonly #ops = new Map<NodeId, OpOf<'highlights'>>()
  #isStale = false

  constructor(node: (id: NodeId) => Node | undefined) {
    this.#node = node
  }

  set(op: OpOf<'highlights'>): void {
    this.#ops.set(op.root, op)
    this.#isStale = true
  }

  /** The text that ranges stand in has changed. */
  handleContent(): void {
    this.#isStale = this.#ops.size > 0
  }

  settle(): void {
    if (!this.#isStale) return
    this.#isStale = false
    for (const op of this.#ops.values()) this.#show(op)
  }

  clear(): void {
    this.#ops.clear()
  }

  #show({ root, list }: OpOf<'highlights'>): void {
    const view = (this.#node(root) as Partial<Document> | undefined)?.defaultView as HighlightWindow | null
    const registry = view?.CSS?.highlights
    const { Highlight, StaticRange } = view ?? {}
    if (registry === undefined || Highlight === undefined || StaticRange === undefined) return
    registry.clear()
    for (const { name, priority, ranges } of list) {
      const shown: object[] = []
      for (const [[startId, startOffset], [endId, endOffset]] of ranges) {
        const startContainer = this.#node(startId)
        const endContainer = this.#node(endId)
        if (startContainer !== undefined && endContainer !== undefined)
          shown.push(new StaticRange({ startContainer, startOffset, endContainer, endOffset }))
      }
      const highlight = new Highlight(...shown)
      highlight.priority = priority
      registry.set(name, highlight)
    }
  }
}
