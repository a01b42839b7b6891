import { NAMESPACES } from '../format/index.ts'
import type { CaptureContext } from './context.ts'
import { ELEMENT, TEXT } from './dom.ts'
import { HtmlScan, type Name, ScanNames } from './html-scan.ts'
import { IdRuns } from './id-runs.ts'
import { Trait } from './names.ts'
import { createFound, type Found } from './piece.ts'
import { Obstacle } from './plain-walk.ts'
import { shownSource } from './shown-source.ts'

const SIMPLE_NAME = /^[\w-]+$/

export type NativePiece = {
  readonly html: string
  readonly ids: IdRuns
  readonly hash: number
  readonly comments: number
  readonly found: Found
}

/**
 * Pieces that nobody has been sent yet, without looking at their nodes one by one: what the browser writes of them is read
 * instead (html-scan.ts), and their ids are a stretch (node-table.ts).
 */
export class NativePieces {
  readonly #ctx: CaptureContext
  readonly #names = new ScanNames()
  /** What ends a tag ends it: browsers of before 2025 wrote such letters into attributes as they are. */
  readonly #isReadable: boolean

  constructor(ctx: CaptureContext, inert: Document) {
    this.#ctx = ctx
    const probe = ctx.dom.createElement(inert, 'i')
    probe.title = '<>'
    this.#isReadable = ctx.dom.outerHTML(probe) === '<i title="&lt;&gt;"></i>'
  }

  /** Undefined: the piece takes a closer look. `parent`, `open`: see PlainWalk. */
  read(
    nodes: readonly Node[],
    parent: string,
    open: number,
    isSendable: (html: string) => boolean,
  ): NativePiece | typeof Obstacle.needsClone | undefined {
    if (!this.#isReadable) return undefined
    const html = this.#serialize(nodes)
    if (html === undefined) return undefined
    if (!isSendable(html) || this.#ctx.masking.hasBuiltIn(html)) return Obstacle.needsClone
    const scan = new HtmlScan(html, this.#names)
    if (!scan.run(parent, open) || scan.tops.length !== nodes.length) return undefined
    const found = createFound()
    const ids = new IdRuns()
    for (const [i, node] of nodes.entries()) {
      const from = scan.tops[i]
      if (from === undefined) return undefined
      const to = scan.tops[i + 1] ?? scan
      const count = to.nodes - from.nodes
      if (this.#ctx.dom.nodeType(node) === ELEMENT) {
        const element = node as Element
        if (!this.#isAsRead(element, count, to.elements - from.elements)) return undefined
        for (const name of from.wanted) if (!this.#find(element, name, found)) return undefined
      }
      // Right whatever becomes of the rest.
      const first = this.#ctx.table.stretch(node, count, this.#ctx.dom.contains)
      if (first === undefined) return undefined
      ids.push(first, count)
    }
    return { html, ids, hash: scan.hash, comments: scan.comments, found }
  }

  #serialize(nodes: readonly Node[]): string | undefined {
    const { dom, exact, table } = this.#ctx
    let html = ''
    let wasText = false
    for (const node of nodes) {
      if (exact.has(node) || table.isOpen(node)) return undefined
      const type = dom.nodeType(node)
      const isText = type === TEXT
      if (isText && (wasText || dom.length(node) === 0)) return undefined
      wasText = isText
      html +=
        type === ELEMENT ? dom.outerHTML(node as Element) : isText ? escapeText(dom.data(node)) : '<!---->'
    }
    return html
  }

  /** Whether text and tree have the same numbers: of nodes, and of elements of each kind. */
  #isAsRead(element: Element, nodes: number, elements: number): boolean {
    const { dom } = this.#ctx
    if (dom.countNodes(element) + 1 !== nodes) return false
    const isHtml = dom.namespace(element) === NAMESPACES.html
    const others = dom.countIn(element) + 1 - elements
    if (dom.countOf(element, NAMESPACES.html) + (isHtml ? 1 : 0) !== elements) return false
    return others === 0 || dom.countOf(element, NAMESPACES.svg) + (isHtml ? 0 : 1) === others
  }

  /** False: something in it has to be changed. */
  #find(top: Element, { source, name, trait, mayHost }: Name, found: Found): boolean {
    const { dom, masking, options } = this.#ctx
    // What browsers have no fast way to look for.
    if (!SIMPLE_NAME.test(source)) return false
    // Those of a select are its own.
    if (name === 'OPTION' || name === 'OPTGROUP') return true
    const isCustom = source.includes('-')
    const inner = dom.all(top, source)
    for (let i = -1; i < inner.length; i++) {
      const element = i < 0 ? top : inner.item(i)
      if (i < 0 && dom.nodeName(element) !== name) continue
      if (mayHost && dom.shadowRoot(element) !== null) found.hosts.push(element)
      if (isCustom && options.isOwn(element)) return false
      if (name === 'IMG' && shownSource(dom, element) !== undefined) return false
      const isField = (trait & Trait.field) !== 0
      if (isField && masking.isSecretField(element)) return false
      if (isField || isCustom) found.fields.push(element)
      if ((trait & Trait.picture) !== 0) found.pictures.push(element)
      if ((trait & Trait.scrollable) !== 0) found.boxes.push(element)
    }
    return true
  }
}

export function escapeText(data: string): string {
  if (!/[&<>\u00a0]/.test(data)) return data
  return data
    .replaceAll('&', '&amp;')
    .replaceAll('\u00a0', '&nbsp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
