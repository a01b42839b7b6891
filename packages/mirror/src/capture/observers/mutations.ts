import type { CaptureContext } from '../context.ts'
import { DOCUMENT, ELEMENT } from '../dom.ts'
import type { Root } from '../roots.ts'
import { zoneOriginal } from '../scheduler.ts'
import { remask } from './marked-regions.ts'

const OPTIONS: MutationObserverInit = {
  childList: true,
  characterData: true,
  attributes: true,
  attributeOldValue: true,
  subtree: true,
}

/**
 * Watches the trees. One MutationObserver for all roots, so that records of moves between them come in order.
 * `flush` handles what has not been delivered yet.
 */
export function createMutations(ctx: CaptureContext): { flush: () => void; stop: () => void } {
  const { window } = ctx
  const handle = (records: readonly MutationRecord[]) => {
    if (records.length === 0) return
    handleRecords(ctx, records)
  }
  const Observer = zoneOriginal(window, 'MutationObserver') ?? window.MutationObserver
  const observer = new Observer(ctx.guard(handle))
  const stop = ctx.roots.onRoot((root) => {
    observer.observe(root, OPTIONS)
    return () => undefined
  })
  return {
    flush: () => handle(observer.takeRecords()),
    stop: () => {
      stop()
      observer.disconnect()
    },
  }
}

function handleRecords(ctx: CaptureContext, records: readonly MutationRecord[]): void {
  const moved = new Set<Node>()
  const written = new Set<Document>()
  for (const record of records) {
    switch (record.type) {
      case 'childList':
        collect(record.removedNodes, moved)
        collect(record.addedNodes, moved)
        handleChildList(ctx, record)
        if (ctx.dom.nodeType(record.target) === DOCUMENT) written.add(record.target as Document)
        break
      case 'attributes':
        handleAttribute(ctx, record, moved)
        break
      case 'characterData':
        handleText(ctx, record.target)
        break
    }
  }
  ctx.marks.movedAll(moved)
  for (const document of written) if (ctx.shapes.hasChanged(document)) ctx.marks.reopened(document)
}

function collect(nodes: NodeList, into: Set<Node>): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes.item(i)
    if (node !== null) into.add(node)
  }
}

function handleChildList(ctx: CaptureContext, { target, addedNodes, removedNodes }: MutationRecord): void {
  const { dom, marks, roots } = ctx
  if (dom.nodeType(target) === DOCUMENT) {
    // `document.open()` has taken our listeners away.
    roots.renew(target as Root)
    return
  }
  const name = dom.nodeName(target)
  if (name === 'STYLE' || hasSheet(ctx, addedNodes) || hasSheet(ctx, removedNodes))
    marks.sheets(dom.root(target))
  if (name === 'TITLE' || name === 'HEAD') marks.whole('location')
  if (name === 'TEXTAREA') marks.field(target as Element)
}

function hasSheet(ctx: CaptureContext, nodes: NodeList): boolean {
  for (let i = 0; i < nodes.length && i < 50; i++) {
    const node = nodes.item(i)
    const name = node === null ? '' : ctx.dom.nodeName(node)
    if (name === 'STYLE' || name === 'LINK') return true
  }
  return false
}

function handleText(ctx: CaptureContext, node: Node): void {
  const { dom, marks } = ctx
  const parent = dom.parentNode(node)
  const name = parent === null ? '' : dom.nodeName(parent)
  if (name === 'STYLE') marks.sheets(dom.root(node))
  if (name === 'TITLE') marks.whole('location')
  if (name === 'TEXTAREA' && parent !== null) marks.field(parent as Element)
  if (dom.nodeType(node) !== 8) marks.text(node)
}

const PREFIXES: Readonly<Record<string, string>> = {
  'http://www.w3.org/1999/xlink': 'xlink:',
  'http://www.w3.org/XML/1998/namespace': 'xml:',
}
const FIELD_ATTRIBUTES: ReadonlySet<string> = new Set(['value', 'checked', 'selected', 'type', 'multiple'])

function handleAttribute(ctx: CaptureContext, record: MutationRecord, moved: Set<Node>): void {
  const { dom, marks, masking } = ctx
  const local = record.attributeName
  if (local === null || dom.nodeType(record.target) !== ELEMENT) return
  const element = record.target as Element
  const name = dom.nodeName(element)
  marks.attribute(element, (PREFIXES[record.attributeNamespace ?? ''] ?? '') + local)
  if (local === 'type' && record.oldValue?.toLowerCase() === 'password') masking.rememberPassword(element)
  if (FIELD_ATTRIBUTES.has(local)) {
    const select = name === 'OPTION' ? dom.closest(element, 'select') : null
    marks.field(select ?? element)
  }
  if (name === 'LINK' || name === 'STYLE') marks.sheets(dom.root(element))
  if (!masking.hasChanged(element)) return
  // With the moves of this batch, not before them: one of them may have gone into this element.
  moved.add(element)
  remask(ctx, element)
}
