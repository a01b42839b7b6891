import type { CaptureContext, PageWindow } from '../context.ts'
import { DOCUMENT, ELEMENT } from '../dom.ts'
import { hasHighlights } from '../highlights.ts'
import { type Root, windowOf } from '../roots.ts'
import { zoneOriginal } from '../scheduler.ts'
import { TreeBefore } from '../tree-before.ts'
import { remask } from './marked-regions.ts'
import { markSlots } from './shadow-roots.ts'

const OPTIONS: MutationObserverInit = {
  childList: true,
  characterData: true,
  attributes: true,
  attributeOldValue: true,
  subtree: true,
}

/** Watches the trees. `flush` handles what has not been delivered yet. */
export function createMutations(ctx: CaptureContext): { flush: () => void; stop: () => void } {
  const observers = new RealmObservers(ctx)
  ctx.table.onAsk = () => observers.collectSoon()
  const stop = ctx.roots.onRoot((root, window) => {
    observers.observe(root, window)
    return () => undefined
  })
  return {
    flush: () => observers.flush(),
    stop: () => {
      stop()
      observers.disconnect()
    },
  }
}

/** `document`: the one that the realm shows. The first page of a frame takes over the realm of the empty one before it. */
type RealmObserver = { readonly observer: MutationObserver; document: Document }

/**
 * One observer for each realm: a node that no script has held yet belongs, in Chromium, to the realm of the first one that
 * gets it, and `instanceof` in the page's own frames would fail for ever after. Their records are handled as one batch,
 * so that all moves between trees are known together.
 */
class RealmObservers {
  readonly #ctx: CaptureContext
  readonly #handle: (records: readonly MutationRecord[]) => void
  readonly #flush: () => void
  readonly #byRealm = new Map<unknown, RealmObserver>()
  #pending: MutationRecord[] = []

  constructor(ctx: CaptureContext) {
    this.#ctx = ctx
    this.#handle = ctx.guard((records) => this.flush(records))
    this.#flush = ctx.guard(() => this.flush())
  }

  observe(root: Root, window: PageWindow): void {
    // The constructor stands for the realm: a frame's window object stays the same when the frame navigates.
    const realm = window.MutationObserver
    let entry = this.#byRealm.get(realm)
    if (entry === undefined) {
      const Observer = zoneOriginal(window, 'MutationObserver') ?? realm
      // The records are made in the realm of the callback: a proxy is of the realm that it was made in.
      entry = { observer: new Observer(new window.Proxy(this.#handle, {})), document: window.document }
      this.#prune()
      this.#byRealm.set(realm, entry)
    }
    entry.document = window.document
    entry.observer.observe(root, OPTIONS)
  }

  flush(delivered: readonly MutationRecord[] = []): void {
    this.#collect(delivered)
    const records = this.#pending
    this.#pending = []
    if (records.length > 0) handleRecords(this.#ctx, records)
  }

  /** Somebody asks for ids: what has changed by now is handled when it would have been. */
  collectSoon(): void {
    this.#collect([])
    if (this.#pending.length > 0) void Promise.resolve().then(this.#flush)
  }

  #collect(delivered: readonly MutationRecord[]): void {
    const lists = [delivered]
    for (const { observer } of this.#byRealm.values()) lists.push(observer.takeRecords())
    const { table, dom } = this.#ctx
    if (table.hasStretches) {
      const before = new TreeBefore(dom, lists)
      table.settle(before.changed.keys(), before)
    }
    for (const records of lists) for (const record of records) this.#pending.push(record)
  }

  disconnect(): void {
    for (const { observer } of this.#byRealm.values()) observer.disconnect()
    this.#byRealm.clear()
  }

  /** Realms whose page is gone. */
  #prune(): void {
    for (const [realm, { document, observer }] of this.#byRealm) {
      if (windowOf(document) !== null) continue
      observer.disconnect()
      this.#byRealm.delete(realm)
    }
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
        handleChildList(ctx, record, moved)
        handleLabel(ctx, record.target, moved)
        handleLabels(ctx, record.removedNodes, moved)
        handleLabels(ctx, record.addedNodes, moved)
        if (ctx.dom.nodeType(record.target) === DOCUMENT) written.add(record.target as Document)
        break
      case 'attributes':
        handleAttribute(ctx, record, moved)
        break
      case 'characterData':
        handleText(ctx, record.target)
        handleLabel(ctx, record.target, moved)
        break
    }
  }
  ctx.marks.movedAll(moved)
  if (hasHighlights(ctx)) ctx.marks.whole('highlights')
  for (const document of written) if (ctx.shapes.hasChanged(document)) ctx.marks.reopened(document)
}

function collect(nodes: NodeList, into: Set<Node>): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes.item(i)
    if (node !== null) into.add(node)
  }
}

function handleChildList(
  ctx: CaptureContext,
  { target, addedNodes, removedNodes }: MutationRecord,
  moved: Set<Node>,
): void {
  const { dom, marks, roots } = ctx
  if (dom.nodeType(target) === DOCUMENT) {
    // `document.open()` has taken our listeners away.
    roots.renew(target as Root)
    return
  }
  const inner = dom.nodeType(target) === ELEMENT ? dom.shadowRoot(target as Element) : null
  if (inner !== null) {
    // A child that comes back is assigned again.
    markSlots(ctx, inner)
    // HTML declared it after its host had been sent.
    if (ctx.table.id(inner) === undefined) moved.add(target)
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
  __proto__: null as never,
  '': '',
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
  const namespace = record.attributeNamespace ?? ''
  const attribute = namespace === '' ? null : dom.attributes(element).getNamedItemNS(namespace, local)
  const prefix = PREFIXES[namespace]
  // A prefix of the page's own is known while the attribute is there.
  if (attribute === null && prefix === undefined) moved.add(element)
  else marks.attribute(element, attribute?.name ?? prefix + local)
  if (local === 'type' && record.oldValue?.toLowerCase() === 'password') masking.rememberPassword(element)
  if (FIELD_ATTRIBUTES.has(local)) {
    const select = name === 'OPTION' ? dom.closest(element, 'select') : null
    marks.field(select ?? element)
  }
  if (name === 'LINK' || name === 'STYLE') marks.sheets(dom.root(element))
  // With it fields of the page's own making are disabled.
  if (name === 'FIELDSET') dom.all(element, ':enabled,:disabled').forEach((field) => marks.field(field))
  // Also to the same value: that clears it.
  if (name === 'CANVAS' && (local === 'width' || local === 'height')) ctx.live.drawn(ctx, element)
  if (name === 'LABEL') handleLabel(ctx, element, moved)
  if (masking.dependsOn(name, local)) checkMasking(ctx, element, moved)
}

/** What a field is called may have changed with the text of its label. */
function handleLabel(ctx: CaptureContext, node: Node, moved: Set<Node>): void {
  for (const field of ctx.masking.labelledBy(node)) checkMasking(ctx, field, moved)
}

/** Labels have come or gone. */
function handleLabels(ctx: CaptureContext, nodes: NodeList, moved: Set<Node>): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes.item(i)
    if (node !== null) for (const field of ctx.masking.labelledIn(node)) checkMasking(ctx, field, moved)
  }
}

export function checkMasking(ctx: CaptureContext, element: Element, moved: Set<Node>): void {
  if (!ctx.masking.hasChanged(element)) return
  // With the moves of this batch, not before them: one of them may have gone into this element.
  moved.add(element)
  remask(ctx, element)
}
