import { AlongsideError } from '@alongside/protocol'
import { MIRROR_ATTRIBUTES, type Op, type OpOf } from '../format/index.ts'
import { admitAttribute } from './attributes.ts'
import { dom, takeOut } from './dom.ts'
import { isElement, isRefused, isSilent, keepWritten, setAttribute, setBoxSize } from './elements.ts'
import { insert } from './insert.ts'
import { applyState } from './live-state.ts'
import { applyMedia } from './media.ts'
import type { Page } from './page.ts'

/** Applies one op. What names unknown nodes is passed over (R4); only an insert that has no place to go is a bad frame. */
export function applyOp(page: Page, op: Op): void {
  const { table, options } = page
  if (op.op === 'insert' || op.op === 'text' || op.op === 'remove') page.highlights.handleContent()
  switch (op.op) {
    case 'document':
      return page.beginDocument(op)
    case 'base':
      return page.setBase(op)
    case 'shadow':
      return attachShadow(page, op)
    case 'insert':
      insert(page, op)
      return followDefault(page, table.node(op.parent) ?? null)
    case 'filled': {
      const node = table.node(op.id)
      return node === undefined ? undefined : page.dropPlaceholder(node)
    }
    case 'remove':
      return remove(page, op)
    case 'attributes':
      return setAttributes(page, op)
    case 'text':
      return setText(page, op)
    case 'state':
      return setState(page, op)
    case 'scroll': {
      const isTop = op.id === page.topId
      if (options.followsScroll(op, isTop)) page.scrolls.want(op.id, op.x, op.y)
      else page.scrolls.forget(op.id)
      return options.onScroll(op, isTop)
    }
    case 'sheet':
      page.store.put(op)
      return page.sheets.handleContent(op.key)
    case 'sheets':
      return page.listSheets(op)
    case 'focus':
      page.markFocus(op.id === null ? null : (table.node(op.id) ?? null))
      return options.onFocus(op.id)
    case 'selection':
      return options.onSelection(op.selection)
    case 'viewport':
      return setViewport(page, op)
    case 'location':
      return options.onLocation({ url: shown(op.url, 4096), title: shown(op.title, 300) })
    case 'progress':
      return page.setProgress(op.done)
    case 'layers':
      return page.layers.show(op.layers)
    case 'media':
      return applyMedia(table.node(op.id), op)
    case 'pixels':
      return page.pictures.apply(table.node(op.id), op)
    case 'bubble':
      return options.onBubble?.(op.bubble)
    case 'picker':
      return options.onPicker?.(op.id)
    case 'states':
      return page.states.set(op)
    case 'animations':
      return page.animations.set(op)
    case 'highlights':
      return page.highlights.set(op)
    case 'foreign':
      // Takes time: see applyForeign.
      return
  }
}

/** Characters that have no look, or turn the order of others around. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** What stands among the viewer's own words: it may not break out of its line. */
function shown(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(UNSEEN, ' ')
}

function attachShadow(page: Page, op: OpOf<'shadow'>): void {
  const host = page.table.node(op.host)
  if (!isElement(host)) return
  const root = shadowOf(host, op)
  const known = page.table.id(root)
  if (known !== undefined) page.table.forget(root)
  for (let child = dom.firstChild(root); child !== null; child = dom.firstChild(root)) takeOut(child)
  page.table.add(op.id, root)
  if ((root as Partial<ShadowRoot>).host === undefined) return
  page.sheets.begin(root as ShadowRoot)
  page.resources.watch(root as ShadowRoot)
}

/** Elements that cannot have one get a fragment that nobody sees, so that ids are known. */
function shadowOf(host: Element, op: OpOf<'shadow'>): ShadowRoot | DocumentFragment {
  const known = dom.shadowRoot(host)
  if (known !== null) return known
  if (isRefused(host)) return new DocumentFragment()
  try {
    // Always open: we must reach in.
    const { slotAssignment, delegatesFocus = false } = op
    return dom.attachShadow(host, { mode: 'open', slotAssignment, delegatesFocus })
  } catch {
    return new DocumentFragment()
  }
}

function remove(page: Page, op: OpOf<'remove'>): void {
  for (const id of op.ids) {
    const node = page.table.node(id)
    if (node === undefined || dom.nodeType(node) === 9) continue
    const parent = dom.parentNode(node)
    page.table.forget(node)
    if (parent === null) continue
    dom.removeChild(parent, node)
    page.options.onContent?.(parent)
    if (dom.nodeName(parent) === 'TEXTAREA') followDefault(page, parent)
  }
}

function setAttributes(page: Page, op: OpOf<'attributes'>): void {
  const element = page.table.node(op.id)
  if (!isElement(element)) return
  if (isRefused(element)) {
    setBoxSize(element, op.set[MIRROR_ATTRIBUTES.size])
    return
  }
  const { base } = page.documentState(dom.ownerDocument(element) as Document)
  for (const [name, value] of Object.entries(op.set)) {
    const safe = value === null ? null : admitAttribute(element, name, value, base)
    const admitted = safe === null ? null : page.resources.admit(element, name, safe)
    if (safe === null) page.resources.drop(element, name)
    keepWritten(element, name, value, admitted)
    if (admitted !== null) setAttribute(element, name, admitted)
    else if (name.toLowerCase() !== 'sandbox') dom.removeAttribute(element, name)
    page.media.follow(element, name.toLowerCase())
  }
  if (dom.localName(element) === 'canvas') page.pictures.begin(element)
  if (Object.hasOwn(op.set, 'value') && dom.localName(element) === 'input') followDefault(page, element)
}

function setState(page: Page, op: OpOf<'state'>): void {
  const node = page.table.node(op.id)
  if (node !== undefined && op.value !== undefined) page.stated.add(node)
  if (op.assigned !== undefined) page.slots.assign(op.id, op.assigned)
  if (page.options.holdsState?.(op) !== true) applyState(node, op)
}

/**
 * A field whose value the page never set apart from its attribute (or text) has that as its value. Here it may have been
 * typed into, and then browsers do not let the attribute show.
 */
function followDefault(page: Page, field: Node | null): void {
  const id = field === null ? undefined : page.table.id(field)
  if (id === undefined || !isElement(field) || page.stated.has(field)) return
  const name = dom.localName(field)
  const value =
    name === 'textarea'
      ? (field as HTMLTextAreaElement).defaultValue
      : name === 'input' && !VALUE_IS_ATTRIBUTE.test((field as HTMLInputElement).type)
        ? (field as HTMLInputElement).defaultValue
        : undefined
  if (value === undefined || page.options.holdsState?.({ op: 'state', id, value }) === true) return
  applyState(field, { op: 'state', id, value })
}

/** Setting the value of these sets the attribute, which the page may not have. */
const VALUE_IS_ATTRIBUTE = /^(?:checkbox|radio|hidden|submit|image|reset|button|file)$/

function setText(page: Page, op: OpOf<'text'>): void {
  const node = page.table.node(op.id)
  if (node === undefined || dom.nodeType(node) !== 3) return
  const parent = dom.parentNode(node)
  if (isSilent(parent)) return
  page.table.grow(op.data.length - (node as Text).length)
  ;(node as Text).data = op.data
  page.options.onContent?.(node)
  if (parent !== null && dom.nodeName(parent) === 'TEXTAREA') followDefault(page, parent)
}

function setViewport(page: Page, op: OpOf<'viewport'>): void {
  const { width, height, devicePixelRatio } = op
  if (!(width >= 1 && width <= 20_000 && height >= 1 && height <= 20_000))
    throw new AlongsideError('bad_frame', 'The viewport has no sensible size.')
  // A foreign frame has the size that the page around it gives it.
  if (page.depth === 0) Object.assign(page.frame.style, { width: `${width}px`, height: `${height}px` })
  if (op.media !== undefined) page.setMedia(op.media, devicePixelRatio)
  page.options.onViewport({ width, height, devicePixelRatio })
}
