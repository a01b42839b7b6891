import type { OpOf } from '../../format/index.ts'
import type { CaptureContext, Observer } from '../context.ts'
import { Privacy } from '../masking.ts'
import { patchMethod } from '../patch.ts'
import type { StreamState } from '../stream-state.ts'

/** What may open a list, or end it. */
const EVENTS = ['pointerdown', 'keydown', 'click', 'input', 'change', 'focusout']
/** How often an open one is looked at: browsers do not tell when they close it. Milliseconds. */
const LOOK_MS = 120

/** The lists and pickers that browsers draw themselves: of selects, of dates and colours, suggestions. */
export const picker: Observer = (ctx) => {
  let cancel = () => undefined as void

  const set = (field: Element | null) => {
    if (field === ctx.live.picker) return
    ctx.live.picker = field
    ctx.marks.whole('picker')
  }
  const look = ctx.guard((field: Element, isSuggesting: boolean) => {
    cancel()
    const isOpen = ctx.dom.isConnected(field) && (isSuggesting ? isFocused(field) : matches(field, ':open'))
    set(isOpen ? field : null)
    if (isOpen) cancel = ctx.scheduler.after(LOOK_MS, () => look(field, isSuggesting))
  })
  const soon = (field: Element) => ctx.scheduler.after(0, () => look(field, false))
  const handle = ctx.guard((event: Event) => {
    const target = event.composedPath()[0] as Element | undefined
    if (target === undefined || !('tagName' in target)) return
    const name = ctx.dom.nodeName(target)
    if (name === 'SELECT' || (name === 'INPUT' && !suggests(target))) soon(target)
    else if (name === 'INPUT') {
      const asks = isAsking(event, target)
      if (asks !== undefined) look(target, asks)
    }
    // Options of lists that stand open in the page as well.
    else if (ctx.live.picker !== null && event.type === 'click') look(ctx.live.picker, false)
  })
  const detach = ctx.roots.onRoot((root, window) => {
    for (const type of EVENTS) root.addEventListener(type, handle, true)
    const owners = root === window.document ? [window.HTMLInputElement, window.HTMLSelectElement] : []
    const restore = owners.map(({ prototype }) =>
      patchMethod(prototype, 'showPicker', ctx.guard, (field) => void soon(field as Element)),
    )
    return () => {
      for (const type of EVENTS) root.removeEventListener(type, handle, true)
      for (const undo of restore) undo()
    }
  })
  return () => {
    cancel()
    detach()
  }
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector)
  } catch {
    // A browser without `:open`: what it shows is not known.
    return false
  }
}

function isFocused(field: Element): boolean {
  return (field.getRootNode() as Document | ShadowRoot).activeElement === field
}

function suggests(input: Element): boolean {
  const { list } = input as HTMLInputElement
  return (
    list !== null &&
    list !== undefined &&
    !/^(?:range|color|date.*|time|month|week)$/.test((input as HTMLInputElement).type)
  )
}

/**
 * No browser tells whether it shows suggestions: as a rule it does while somebody types, or asks for them. Undefined: the
 * event says nothing about it.
 */
function isAsking(event: Event, input: Element): boolean | undefined {
  switch (event.type) {
    case 'input':
      return (event as InputEvent).inputType !== 'insertReplacementText'
    case 'click':
      return isFocused(input)
    case 'keydown': {
      const { key } = event as KeyboardEvent
      if (key === 'ArrowDown' || key === 'ArrowUp') return true
      return key === 'Escape' || key === 'Enter' || key === 'Tab' ? false : undefined
    }
    default:
      return event.type === 'pointerdown' ? undefined : false
  }
}

/** Undefined when the viewers know of none and there is none that may be shown. */
export function pickerOp(ctx: CaptureContext, state: StreamState): OpOf<'picker'> | undefined {
  const field = ctx.live.picker
  const isOpen = field !== null && state.knows(field) && ctx.masking.of(field) === Privacy.open
  const id = isOpen ? (ctx.table.id(field) ?? null) : null
  if (id === state.pickerId) return undefined
  state.pickerId = id
  return { op: 'picker', id }
}
