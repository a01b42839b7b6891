import { hitAt, type ViewerContext } from '../context.ts'
import { isElement, type Hit } from '../locate.ts'
import { type NodeId, parentAcross } from '../mirror.ts'
import { createThrottle } from '../throttle.ts'
import { fieldKind, isMasked } from './fields.ts'
import { isBrowserShortcut, modifiersOf } from './keys.ts'
import { createPickers } from './pickers.ts'
import { createRangeDrag } from './range-drag.ts'
import type { ToolHandlers } from './tool.ts'
import type { Typing } from './typing.ts'

const HOVER_EVERY_MS = 80
/** Keys that only modify others. */
const BARE: ReadonlySet<string> = new Set([
  'Shift',
  'Control',
  'Alt',
  'Meta',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
])

/** Works on the page: pointer and keys go to the element that is meant, as commands. */
export function createControlTool(context: ViewerContext, typing: Typing): ToolHandlers {
  const { commands } = context
  const hover = createThrottle(HOVER_EVERY_MS)
  const range = createRangeDrag(context)
  const clicks = createClicks(context, typing)

  return {
    down(event) {
      if (event.button !== 0) return
      const hit = hitAt(context, event)
      if (hit === null) return
      if (fieldKind(hit.element) === 'range' && !isMasked(hit.element)) range.begin(hit)
      else typing.press(hit.element, event)
    },
    move(event) {
      if (range.isActive) return range.move(event)
      if (typing.drag(event)) return
      if (event.buttons !== 0) return
      hover.run(() => {
        const hit = hitAt(context, event)
        if (hit !== null) void commands.run({ kind: 'hover', node: hit.id, ...hit.fraction })
      })
    },
    up: () => range.end(),
    click: (event) => clicks.primary(event),
    contextMenu: (event) => clicks.secondary(event),
    key(event) {
      if (BARE.has(event.key) || event.isComposing || isBrowserShortcut(event)) return false
      if (context.page()?.focus == null && context.scrolling.handleKey(event)) return true
      typing.expectFocus()
      const { key, code } = event
      void commands.run({ kind: 'key', node: clicks.refusedNode, key, code, modifiers: modifiersOf(event) })
      return true
    },
    leave() {
      hover.cancel()
      clicks.close()
      typing.end()
      range.end()
    },
  }
}

/** What a click means depends on what it hits: fields have their own ways, everything else is clicked. */
function createClicks(
  context: ViewerContext,
  typing: Typing,
): {
  /**
   * What was clicked last, if that was refused. Keys go there and are refused as well: the page's focus is still elsewhere,
   * and what somebody means to type into a private field must not end up in another one.
   */
  readonly refusedNode: NodeId | null
  primary(event: MouseEvent): void
  secondary(event: MouseEvent): void
  close(): void
} {
  const { commands } = context
  const pickers = createPickers(context)
  let refusedNode: NodeId | null = null

  function click(hit: Hit, event: MouseEvent, button: 'primary' | 'secondary'): void {
    const { x, y } = hit.fraction
    const count = event.detail === 2 && button === 'primary' ? 2 : 1
    typing.expectFocus()
    const modifiers = modifiersOf(event)
    refusedNode = isMasked(hit.element) ? hit.id : null
    void commands.run({ kind: 'click', node: hit.id, x, y, count, button, modifiers }).then((result) => {
      if (result.status === 'refused') refusedNode = hit.id
      return result
    })
  }

  function primary(event: MouseEvent): void {
    const hit = hitAt(context, event)
    if (hit === null) return
    refusedNode = null
    const field = fieldAround(context, hit)
    const kind = field === null ? null : fieldKind(field.element)
    if (field === null || kind === null || isMasked(field.element)) {
      typing.end()
      return click(hit, event, 'primary')
    }
    switch (kind) {
      case 'check':
        return toggle(field)
      case 'select':
        return pickers.openSelect(field)
      case 'option':
        return pickers.toggleOption(hit.element)
      case 'picker':
        return pickers.openNative(field)
      case 'range':
        return
      case 'text':
      case 'rich':
        if (!typing.isIn(field.element)) click(hit, event, 'primary')
        return typing.begin(field.element, event)
    }
  }

  function toggle({ element, id }: Field): void {
    const input = element as HTMLInputElement
    const checked = input.type === 'radio' ? true : !input.checked
    typing.expectFocus()
    void commands.run({ kind: 'check', node: id, checked }).then((result) => {
      if (result.status === 'done') context.say(checked ? 'Checked' : 'Unchecked')
      return result
    })
  }

  return {
    get refusedNode() {
      return refusedNode
    },
    primary,
    secondary(event) {
      const hit = hitAt(context, event)
      if (hit !== null) click(hit, event, 'secondary')
    },
    close: () => pickers.close(),
  }
}

type Field = { readonly element: HTMLElement; readonly id: Hit['id'] }

/** The field that a hit belongs to; null when something else that is clicked lies between. */
function fieldAround(context: ViewerContext, hit: Hit): Field | null {
  const rebuild = context.page()?.rebuild
  for (let node: Node | null = hit.element; node !== null; node = parentAcross(node)) {
    const id = rebuild?.id(node)
    if (!isElement(node) || id === undefined) continue
    if (fieldKind(node) !== null) return { element: node, id }
    if (/^(?:a|button|label|summary)$/.test(node.localName)) return null
  }
  return null
}
