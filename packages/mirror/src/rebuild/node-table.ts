import type { NodeId } from '../format/index.ts'
import { tooLarge } from './build-tree.ts'
import { dom } from './dom.ts'
import { isElement } from './elements.ts'
import { REBUILD_LIMITS } from './limits.ts'

/** Ids of the nodes that stand in the mirror. Whoever takes a node out forgets it here, with all that is in it. */
export type NodeTable = {
  node(id: NodeId): Node | undefined
  id(node: Node): NodeId | undefined
  readonly size: number
  /** What this table and those of the pages in it hold together. */
  readonly tally: Tally
  add(id: NodeId, node: Node): void
  /** Forgets the node and everything in it: children, template content, shadow roots, documents of frames. */
  forget(node: Node): void
  /** Notes that a text's length changes by so much. */
  grow(by: number): void
  clear(): void
}

type Tally = { nodes: number; textLength: number }

/** `tally`: of the page around, whose limits count for both. */
export function createNodeTable(
  onForget: (node: Node, id: NodeId) => void,
  tally: Tally = { nodes: 0, textLength: 0 },
): NodeTable {
  const nodes = new Map<NodeId, Node>()
  let ids = new WeakMap<Node, NodeId>()
  let textLength = 0

  function grow(by: number): void {
    textLength += by
    tally.textLength += by
    if (tally.textLength > REBUILD_LIMITS.textLength) throw tooLarge('textLength')
  }

  function forgetOne(node: Node): void {
    const id = ids.get(node)
    if (id === undefined) return
    ids.delete(node)
    if (nodes.get(id) === node && nodes.delete(id)) tally.nodes--
    if (dom.nodeType(node) === 3) {
      textLength -= (node as Text).length
      tally.textLength -= (node as Text).length
    }
    onForget(node, id)
  }

  return {
    node: (id) => nodes.get(id),
    id: (node) => ids.get(node),
    get size() {
      return nodes.size
    },
    tally,
    add(id, node) {
      if (!nodes.has(id)) tally.nodes++
      nodes.set(id, node)
      ids.set(node, id)
      if (tally.nodes > REBUILD_LIMITS.nodes) throw tooLarge('nodes')
      if (dom.nodeType(node) === 3) grow((node as Text).length)
    },
    forget(node) {
      const pending: Node[] = [node]
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        forgetOne(next)
        addInsides(next, pending)
      }
    },
    grow,
    clear() {
      tally.nodes -= nodes.size
      tally.textLength -= textLength
      nodes.clear()
      ids = new WeakMap()
      textLength = 0
    },
  }
}

function addInsides(node: Node, to: Node[]): void {
  for (let child = dom.lastChild(node); child !== null; child = dom.previousSibling(child)) to.push(child)
  if (!isElement(node)) return
  const shadow = dom.shadowRoot(node)
  if (shadow !== null) to.push(shadow)
  if (node instanceof HTMLTemplateElement) to.push(node.content)
  const frameDocument = contentDocument(node)
  if (frameDocument !== null) to.push(frameDocument)
}

/** The document in a frame element of the mirror; null for other elements and for frames that are not connected. */
export function contentDocument(element: Element): Document | null {
  const name = dom.localName(element)
  if (name !== 'iframe' && name !== 'frame') return null
  return (element as Partial<HTMLIFrameElement>).contentDocument ?? null
}
