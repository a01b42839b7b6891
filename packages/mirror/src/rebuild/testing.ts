import { encodeFrame, type NodeId, type Op } from '../format/index.ts'
import type { Rebuild, RebuildOptions } from './api.ts'
import { createRebuild } from './create-rebuild.ts'

/** Hand-made frames: what a hostile page could send around capture. */
export const id = (n: number): NodeId => n as NodeId

const PAGE_URL = 'https://shop.example/dir/page.html'

/** A page of one body (id 4): document 1, html 2, head 3. */
export function pageOps(over: { quirks?: boolean; base?: string } = {}): Op[] {
  const { quirks = false, base = PAGE_URL } = over
  return [
    {
      op: 'document',
      id: id(1),
      host: null,
      doctype: quirks ? null : { name: 'html', publicId: '', systemId: '' },
      quirks,
      base,
    },
    { op: 'viewport', width: 800, height: 600, devicePixelRatio: 1 },
    {
      op: 'insert',
      parent: id(1),
      before: null,
      ids: [2, 3],
      nodes: [{ e: 'html', k: [{ e: 'head' }, { e: 'body' }] }],
    },
    { op: 'sheets', root: id(1), sheets: [] },
  ]
}

type Seen = { repairs: NodeId[][]; scrolls: number; progress: number[] }

export type TestRebuild = Rebuild & { readonly seen: Seen; send(...ops: Op[]): Promise<void> }

/** A rebuild in this page that notes what it reports. Call `destroy` at the end. */
export function startRebuild(over: Partial<RebuildOptions> = {}): TestRebuild {
  const seen: Seen = { repairs: [], scrolls: 0, progress: [] }
  const rebuild = createRebuild({
    parent: document.body,
    onRepair: (_epoch, nodes) => seen.repairs.push([...nodes]),
    onProgress: (done) => seen.progress.push(done),
    onLocation: () => undefined,
    onViewport: () => undefined,
    onScroll: () => seen.scrolls++,
    onFocus: () => undefined,
    onSelection: () => undefined,
    followsScroll: () => true,
    ...over,
  })
  let version = 0
  return Object.defineProperties({} as TestRebuild, {
    ...Object.getOwnPropertyDescriptors(rebuild),
    seen: { value: seen },
    send: {
      value: async (...ops: Op[]) =>
        rebuild.apply(await encodeFrame({ epoch: 'e1', version: version++, ops })),
    },
  })
}

/** The element with this id, or a failure that says so. */
export function mustElement<T extends Element = HTMLElement>(rebuild: Rebuild, n: number): T {
  const node = rebuild.node(id(n))
  if (!(node instanceof Element)) throw new Error(`no element ${n}`)
  return node as T
}

/** The number of nodes that the HTML has in an inert document, which is what an insert must say. */
export function count(html: string): number {
  const template = document.createElement('template')
  template.innerHTML = html
  const all = (root: Node): number => {
    let nodes = 0
    const walker = document.createTreeWalker(root)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      nodes += 1 + (node instanceof HTMLTemplateElement ? all(node.content) : 0)
    return nodes
  }
  return all(template.content)
}

/** Puts HTML into the body as nodes 10 and up. */
export const insertHtml = (html: string): Op => ({
  op: 'insert',
  parent: id(4),
  before: null,
  ids: [10, count(html)],
  html,
})
