import { attackMatrix } from '@alongside/testkit/attacks'
import { afterEach, describe, expect, test } from 'vitest'
import type { ExactNode, Op } from '../format/index.ts'
import { attributesOf, dangerous } from './dangerous.ts'
import { id, pageOps, startRebuild, type TestRebuild } from './testing.ts'

/** The whole matrix of attacks as frames that a hostile page writes by itself, around capture. */
let rebuild: TestRebuild
afterEach(() => rebuild?.destroy())

/** In the context that rebuild parses in. */
const inert = document.implementation.createHTMLDocument('')
const parse = (html: string): Element => {
  const context = inert.createElement('div')
  context.innerHTML = html
  return context
}
const childrenOf = (node: Node): Node[] => {
  const children: NodeListOf<ChildNode> = Reflect.get(Node.prototype, 'childNodes', node)
  return Array.from(children)
}
const countNodes = (node: Node): number =>
  childrenOf(node).reduce(
    (sum, child) => sum + 1 + countNodes(child instanceof HTMLTemplateElement ? child.content : child),
    0,
  )
/** What is not dropped by the parser already. */
const pieces = attackMatrix()
  .map(({ html }) => ({ html, count: countNodes(parse(html)) }))
  .filter(({ count }) => count > 0)
const BATCH = 100
const batches = Array.from({ length: Math.ceil(pieces.length / BATCH) }, (_, i) => i)

function exact(node: Node): ExactNode {
  if (node instanceof Text) return node.data
  if (!(node instanceof Element)) return { c: '' }
  const attributes = attributesOf(node)
  const a = Object.fromEntries(attributes.map(({ name, value }) => [name, value]))
  const { namespaceURI } = node
  const ns = namespaceURI === null || /xhtml/.test(namespaceURI) ? {} : { ns: namespaceURI }
  const content = node instanceof HTMLTemplateElement ? node.content : node
  const children = childrenOf(content).map(exact)
  return { e: Reflect.get(Element.prototype, 'localName', node), ...ns, a, k: children }
}

type Way = (html: string, first: number, count: number) => Op[]
const box = (first: number): Op => ({
  op: 'insert',
  parent: id(4),
  before: null,
  ids: [first, 1],
  nodes: [{ e: 'div' }],
})
const WAYS: Readonly<Record<string, Way>> = {
  'as HTML': (html, first, count) => [
    box(first),
    { op: 'insert', parent: id(first), before: null, ids: [first + 1, count], html },
  ],
  'by the exact path': (html, first, count) => [
    box(first),
    {
      op: 'insert',
      parent: id(first),
      before: null,
      ids: [first + 1, count],
      nodes: Array.from(parse(html).childNodes, exact),
    },
  ],
  'in a shadow root': (html, first, count) => [
    box(first),
    { op: 'shadow', id: id(first + 1), host: id(first), mode: 'closed', slotAssignment: 'named' },
    { op: 'insert', parent: id(first + 1), before: null, ids: [first + 2, count], html },
  ],
  'by attributes that come later': (html, first) => {
    const content = parse(html)
    const later: Op[] = []
    let at = first
    const strip = (root: Node): void => {
      for (const node of childrenOf(root)) {
        at++
        const inside = node instanceof HTMLTemplateElement ? node.content : node
        if (node instanceof Element) {
          const attributes = attributesOf(node)
          const set = Object.fromEntries(attributes.map(({ name, value }) => [name, value]))
          for (const attribute of attributes) Element.prototype.removeAttributeNode.call(node, attribute)
          later.push({ op: 'attributes', id: id(at), set })
        }
        strip(inside)
      }
    }
    strip(content)
    const nodes = Array.from(content.childNodes, exact)
    return [
      box(first),
      { op: 'insert', parent: id(first), before: null, ids: [first + 1, at - first], nodes },
      ...later,
    ]
  },
}

describe.each(Object.entries(WAYS))('R7 R8 R9 R10 R11 the matrix of attacks %s', (_name, way) => {
  test.each(batches)('R7 R8 R9 R10 R11 leaves nothing that acts (part %i)', async (batch) => {
    const ran: unknown[] = []
    const note = ({ data }: MessageEvent) => typeof data === 'number' && ran.push(data)
    window.top?.addEventListener('message', note)
    rebuild = startRebuild()
    await rebuild.send(...pageOps())
    const part = pieces.slice(batch * BATCH, (batch + 1) * BATCH)
    await rebuild.send(...part.flatMap(({ html, count }, i) => way(html, 1000 + i * 100, count)), {
      op: 'progress',
      done: 1,
    })
    expect(rebuild.document?.body.childElementCount).toBe(part.length)
    expect(rebuild.seen.repairs).toEqual([])
    expect(dangerous(rebuild.document)).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 50))
    window.top?.removeEventListener('message', note)
    expect(ran).toEqual([])
  })
})
