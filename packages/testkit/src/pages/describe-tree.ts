import type { ReferenceMirror } from './reference-mirror.ts'

/** Elements whose content is never mirrored. */
const OPAQUE = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'IFRAME', 'NOEMBED', 'NOFRAMES'])

export type Description = { name: string; text?: string; attributes?: string; children?: Description[] }

/** The tree of a page in a form that can be compared: with shadow trees and frames, without comments' data. */
export function describePage(node: Node, isOwn: (node: Node) => boolean = () => false): Description {
  return describe(node, {
    isOwn,
    shadow: (element) => element.shadowRoot,
    frame: (element) =>
      element.nodeName === 'IFRAME' ? (element as HTMLIFrameElement).contentDocument : null,
  })
}

/** The same of a mirror. */
export function describeMirror(mirror: ReferenceMirror): Description {
  const hosted = (element: Element): Node | null => {
    const id = mirror.hosted.get(mirror.ids.get(element) ?? 0)
    return id === undefined ? null : (mirror.nodes.get(id) ?? null)
  }
  return describe(mirror.node(mirror.top), {
    isOwn: () => false,
    shadow: (element) => (element.nodeName === 'IFRAME' ? null : hosted(element)),
    frame: (element) => (element.nodeName === 'IFRAME' ? hosted(element) : null),
  })
}

type Reading = {
  isOwn: (node: Node) => boolean
  shadow: (element: Element) => Node | null
  frame: (element: Element) => Node | null
}

function describe(node: Node, reading: Reading): Description {
  if (node.nodeType === 3) return { name: '#text', text: (node as Text).data }
  if (node.nodeType === 8) return { name: '#comment' }
  const children: Description[] = []
  if (node.nodeType === 1) {
    const shadow = reading.shadow(node as Element)
    if (shadow !== null)
      children.push({ name: '#shadow', children: describe(shadow, reading).children ?? [] })
    const frame = reading.frame(node as Element)
    if (frame !== null) children.push({ name: '#frame', children: describe(frame, reading).children ?? [] })
  }
  if (!OPAQUE.has(node.nodeName))
    for (let child = node.firstChild; child !== null; child = child.nextSibling)
      if ([1, 3, 8].includes(child.nodeType) && !reading.isOwn(child)) children.push(describe(child, reading))
  const name = node.nodeType === 1 ? node.nodeName : '#root'
  return node.nodeType === 1
    ? { name, attributes: attributesOf(node as Element), children }
    : { name, children }
}

/** The attributes that are sent unchanged for any element. */
function attributesOf(element: Element): string {
  return ['class', 'id', 'title'].map((name) => `${name}=${element.getAttribute(name) ?? '-'}`).join(' ')
}
