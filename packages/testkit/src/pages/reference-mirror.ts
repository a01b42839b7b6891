import {
  decodeFrame,
  type ExactNode,
  type Frame,
  mixStructure,
  NAMESPACES,
  type Op,
  STRUCTURE_HASH_START,
} from '@alongside/mirror/format'

/** What of a document or shadow root is not in its tree. */
type RootState = { sheets: unknown }

/**
 * The plainest thing that understands frames: applies them to an inert document, without any security, so that tests of
 * capture can compare trees without the real rebuild.
 */
export class ReferenceMirror {
  readonly frames: Frame[] = []
  readonly nodes = new Map<number, Node>()
  readonly ids = new Map<Node, number>()
  readonly sheets = new Map<string, string>()
  readonly roots = new Map<number, RootState>()
  /** Shadow roots and frame documents by their host's id. */
  readonly hosted = new Map<number, number>()
  readonly states = new Map<number, Record<string, unknown>>()
  readonly scrolls = new Map<number, { x: number; y: number }>()
  readonly last: { [Name in Op['op']]?: Extract<Op, { op: Name }> } = {}
  /** Nodes of pieces whose hash did not match. */
  readonly broken: number[] = []
  top = 0
  readonly #inert = document.implementation.createHTMLDocument('')

  async apply(bytes: Uint8Array): Promise<void> {
    const frame = await decodeFrame(bytes)
    this.frames.push(frame)
    for (const op of frame.ops) this.#applyOp(op)
  }

  node(id: number): Node {
    const node = this.nodes.get(id)
    if (node === undefined) throw new Error(`Frame names ${id}, which is not there.`)
    return node
  }

  #applyOp(op: Op): void {
    ;(this.last as Record<string, Op>)[op.op] = op
    switch (op.op) {
      case 'document':
      case 'shadow':
        return this.#openRoot(op)
      case 'insert':
        return this.#insert(op)
      case 'remove':
        for (const id of op.ids) this.#remove(id)
        return
      case 'attributes':
        for (const [name, value] of Object.entries(op.set))
          setAttribute(this.node(op.id) as Element, name, value)
        return
      case 'text':
        ;(this.node(op.id) as Text).data = op.data
        return
      case 'state':
        this.node(op.id)
        this.states.set(op.id, { ...this.states.get(op.id), ...op })
        return
      case 'scroll':
        this.node(op.id)
        this.scrolls.set(op.id, { x: op.x, y: op.y })
        return
      case 'sheet':
        this.sheets.set(op.key, op.css)
        return
      case 'sheets':
        this.roots.set(op.root, { sheets: op.sheets })
        return
      case 'filled':
      case 'focus':
      case 'selection':
      case 'viewport':
      case 'location':
      case 'layers':
      case 'media':
      case 'pixels':
      case 'bubble':
      case 'picker':
      case 'base':
      case 'states':
      case 'animations':
      case 'highlights':
      case 'foreign':
      case 'progress':
        return
    }
  }

  #openRoot(op: Extract<Op, { op: 'document' | 'shadow' }>): void {
    if (op.op === 'document' && op.host === null) this.top = op.id
    const before = op.host === null ? undefined : this.hosted.get(op.host)
    if (before !== undefined) this.#remove(before)
    if (op.host !== null) this.hosted.set(op.host, op.id)
    this.#name(op.id, this.#inert.createDocumentFragment())
  }

  #name(id: number, node: Node): void {
    if (this.nodes.has(id)) throw new Error(`Id ${id} is given twice.`)
    this.nodes.set(id, node)
    this.ids.set(node, id)
  }

  #insert(op: Extract<Op, { op: 'insert' }>): void {
    const parent = this.node(op.parent)
    const before = op.before === null ? null : this.node(op.before)
    const fragment = op.html === undefined ? this.#build(op.nodes ?? []) : this.#parse(op.html, parent)
    const nodes: Node[] = []
    let hash = STRUCTURE_HASH_START
    walk(fragment, -1, (node, depth) => {
      if (depth < 0) return
      nodes.push(node)
      const length = node.nodeType === 3 ? (node as Text).length : 0
      hash = mixStructure(hash, depth, node.nodeType, node.nodeType === 1 ? node.nodeName : '', length)
    })
    const ids = expand(op.ids)
    if (op.html !== undefined && hash !== op.hash) {
      this.broken.push(...ids)
      return
    }
    if (ids.length !== nodes.length) throw new Error(`${ids.length} ids for ${nodes.length} nodes.`)
    for (const [i, node] of nodes.entries()) this.#name(ids[i] ?? 0, node)
    parent.insertBefore(fragment, before)
  }

  #parse(html: string, parent: Node): DocumentFragment {
    const context =
      parent.nodeType === 1 ? (parent.cloneNode(false) as Element) : this.#inert.createElement('div')
    context.innerHTML = html
    const fragment = this.#inert.createDocumentFragment()
    fragment.append(...context.childNodes)
    const markers: Comment[] = []
    walk(fragment, -1, (node) => {
      if (node.nodeType === 8 && (node as Comment).data !== '') markers.push(node as Comment)
    })
    for (const marker of markers)
      if (marker.data === '|') marker.remove()
      else marker.replaceWith(this.#inert.createTextNode(''))
    return fragment
  }

  #build(nodes: readonly ExactNode[]): DocumentFragment {
    const fragment = this.#inert.createDocumentFragment()
    for (const node of nodes) fragment.append(this.#buildNode(node))
    return fragment
  }

  #buildNode(node: ExactNode): Node {
    if (typeof node === 'string') return this.#inert.createTextNode(node)
    if ('c' in node) return this.#inert.createComment('')
    const namespace = NAMESPACES[(node.ns ?? 'html') as keyof typeof NAMESPACES] ?? node.ns ?? ''
    const element = this.#inert.createElementNS(namespace, node.e)
    for (const [name, value] of Object.entries(node.a ?? {})) setAttribute(element, name, value)
    for (const child of node.k ?? []) element.append(this.#buildNode(child))
    return element
  }

  #remove(id: number): void {
    const top = this.nodes.get(id)
    if (top === undefined) return
    walk(top, 0, (node) => {
      const known = this.ids.get(node)
      if (known === undefined) return
      this.nodes.delete(known)
      this.ids.delete(node)
      const hosted = this.hosted.get(known)
      this.hosted.delete(known)
      if (hosted !== undefined) this.#remove(hosted)
    })
    top.parentNode?.removeChild(top)
  }
}

function expand(runs: readonly number[]): number[] {
  const ids: number[] = []
  for (let i = 0; i < runs.length; i += 2)
    for (let n = 0; n < (runs[i + 1] ?? 0); n++) ids.push((runs[i] ?? 0) + n)
  return ids
}

function walk(node: Node, depth: number, visit: (node: Node, depth: number) => void): void {
  visit(node, depth)
  for (let child = node.firstChild; child !== null; child = child.nextSibling) walk(child, depth + 1, visit)
}

function setAttribute(element: Element, name: string, value: string | null): void {
  try {
    if (value === null) element.removeAttribute(name)
    else element.setAttribute(name, value)
  } catch {
    // Names that HTML's parser takes and the DOM refuses.
  }
}
