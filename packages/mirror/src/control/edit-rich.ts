import type { ControlContext, Outcome } from './context.ts'
import type { Edit } from './edit.ts'
import { realmOf } from './elements.ts'
import { focusOn } from './focus.ts'
import { fireKey, fireTyping, keyForEdit } from './key-events.ts'

type RichEdit = { readonly host: HTMLElement; readonly element: Element; readonly action: Edit }

/**
 * Edits a `contenteditable`: selects the range, tells the page by `beforeinput` (editors do the edit themselves and cancel
 * it), else lets the browser's own editing command do it, which fires `input`.
 */
export async function editRich(
  context: ControlContext,
  { host, element, action }: RichEdit,
): Promise<Outcome> {
  const { native } = context
  const range = rangeOf(element, action.start, action.end)
  if (range === undefined) return 'stale'
  focusOn(context, host)
  selectRange(host, range)
  const key = keyForEdit(action)
  const goesOn = key === undefined || fireTyping(context, host, key)
  await Promise.resolve()
  if (goesOn && tellBefore(context, host, action, range)) {
    const isKept = range.startContainer.isConnected && range.endContainer.isConnected
    if (isKept) selectRange(host, range)
    native.exec(host.ownerDocument, ...commandFor(action))
  }
  if (key !== undefined && host.isConnected) fireKey(context, host, 'keyup', key)
  return 'done'
}

/** Offsets count the UTF-16 units of the element's text nodes, in tree order. */
export function rangeOf(element: Element, start: number, end: number): Range | undefined {
  const document = element.ownerDocument
  const from = positionOf(element, start)
  const to = positionOf(element, end)
  if (from === undefined || to === undefined || end < start) return undefined
  const range = document.createRange()
  range.setStart(...from)
  range.setEnd(...to)
  return range
}

function positionOf(element: Element, offset: number): [Node, number] | undefined {
  const walker = element.ownerDocument.createTreeWalker(element, 4)
  let left = offset
  let last: [Node, number] = [element, 0]
  while (walker.nextNode() !== null) {
    const length = walker.currentNode.nodeValue?.length ?? 0
    if (left <= length) return [walker.currentNode, left]
    left -= length
    last = [walker.currentNode, length]
  }
  return left === 0 ? last : undefined
}

export function selectRange(host: Element, range: Range): void {
  const selection = realmOf(host).getSelection()
  selection?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
}

function tellBefore(
  { native }: ControlContext,
  host: Element,
  { text, inputType }: Edit,
  range: Range,
): boolean {
  const realm = realmOf(host)
  const { InputEvent } = native.eventsOf(realm)
  const data = inputType.startsWith('delete') ? null : text
  const targetRanges = [new realm.StaticRange(range)]
  const init = { inputType, data, targetRanges, bubbles: true, composed: true, cancelable: true, view: realm }
  const event = new InputEvent('beforeinput', init)
  // WebKit does not take them from the constructor.
  if (event.getTargetRanges().length === 0) event.getTargetRanges = () => targetRanges
  return native.dispatch(host, event)
}

function commandFor({ text, inputType, start, end }: Edit): [string, string] {
  if (inputType === 'insertParagraph') return ['insertParagraph', '']
  if (inputType === 'insertLineBreak') return ['insertLineBreak', '']
  if (text !== '') return ['insertText', text]
  // An empty range has nothing to delete; `delete` would take the character before it.
  return start === end ? ['insertText', ''] : ['delete', '']
}
