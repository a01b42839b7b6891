import type { Op, OpOf } from '../format/index.ts'
import { activeElement } from './active-element.ts'
import { maskCards } from './card-numbers.ts'
import type { CaptureContext } from './context.ts'
import { highlightsOp } from './highlights.ts'
import { bubbleOp } from './live/bubble.ts'
import { layersOp } from './live/layers.ts'
import { pickerOp } from './live/picker.ts'
import { Privacy } from './masking.ts'
import { knownId, point } from './points.ts'
import { toJson } from './json.ts'
import { redactUrl } from './redact-url.ts'
import { statesOp } from './states.ts'
import type { StreamState, Whole } from './stream-state.ts'

/**
 * What there is one of in a page: focus, selection, viewport and location, as they are now. Undefined when the viewers
 * have it so: saying it again would tell how often focus and caret move within a private part.
 */
export function wholeOp(ctx: CaptureContext, state: StreamState, name: Whole): Op | undefined {
  switch (name) {
    case 'focus':
      return focusOp(ctx, state)
    case 'selection':
      return selectionOp(ctx, state)
    case 'viewport': {
      const { innerWidth, innerHeight, devicePixelRatio } = ctx.window
      const size = { width: innerWidth, height: innerHeight, devicePixelRatio }
      const media = ctx.media.read()
      return { op: 'viewport', ...size, ...(media === undefined ? {} : { media }) }
    }
    case 'layers':
      return layersOp(ctx, state)
    case 'bubble':
      return bubbleOp(ctx, state)
    case 'picker':
      return pickerOp(ctx, state)
    case 'states':
      return statesOp(ctx, state)
    case 'highlights':
      return highlightsOp(ctx, state)
    case 'location':
      return { op: 'location', url: readAddress(ctx), title: readTitle(ctx) }
  }
}

function focusOp(ctx: CaptureContext, state: StreamState): OpOf<'focus'> | undefined {
  const active = activeElement(ctx)
  const hidden = active === null ? null : ctx.masking.outermostPrivate(active)
  if (hidden !== null && hidden === state.privateFocus) return undefined
  // Arrow keys move focus and choice of a radio group together: a masked button is not told from its fellows.
  const isChoice =
    hidden !== null && ctx.dom.nodeName(hidden) === 'INPUT' && ctx.dom.inputType(hidden) === 'radio'
  const id = isChoice ? null : (knownId(ctx, state, hidden ?? active) ?? null)
  state.privateFocus = id === null ? null : hidden
  state.focused = isChoice ? null : (hidden ?? active)
  state.awaitsFocus = id === null && state.focused !== null
  return { op: 'focus', id }
}

function selectionOp(ctx: CaptureContext, state: StreamState): OpOf<'selection'> | undefined {
  const selection = readSelection(ctx, state)
  const json = toJson(selection)
  if (json === state.told.get('selection')) return undefined
  state.told.set('selection', json)
  return { op: 'selection', selection }
}

/** In a page that is private by default no parameter of its address is known to be harmless. */
function readAddress(ctx: CaptureContext): string {
  const isPrivate = ctx.masking.of(ctx.window.document) !== Privacy.open
  return maskCards(redactUrl(ctx.window.location.href, isPrivate))
}

function readTitle(ctx: CaptureContext): string {
  const { document } = ctx.window
  const element = document.querySelector('title')
  // Without an element what holds for the page decides.
  const owner = element ?? document
  return ctx.masking.text(document.title, ctx.masking.of(owner), owner)
}

type SelectionNow = OpOf<'selection'>['selection']

function readSelection(ctx: CaptureContext, state: StreamState): SelectionNow {
  const active = activeElement(ctx)
  if (active !== null && isTextField(ctx, active)) return fieldSelection(ctx, state, active)
  const document = active === null ? ctx.window.document : ctx.dom.ownerDocument(active)
  const selection = document?.getSelection() ?? null
  if (selection === null || selection.isCollapsed) return null
  const anchor = point(ctx, state, selection.anchorNode, selection.anchorOffset)
  const focus = point(ctx, state, selection.focusNode, selection.focusOffset)
  return anchor === undefined || focus === undefined ? null : { kind: 'range', anchor, focus }
}

const TEXT_TYPES: ReadonlySet<string> = new Set(['text', 'search', 'url', 'tel', 'password'])

function isTextField(ctx: CaptureContext, element: Element): boolean {
  const name = ctx.dom.nodeName(element)
  return name === 'TEXTAREA' || (name === 'INPUT' && TEXT_TYPES.has(ctx.dom.inputType(element)))
}

function fieldSelection(ctx: CaptureContext, state: StreamState, field: Element): SelectionNow {
  const id = knownId(ctx, state, field)
  if (id === undefined || ctx.masking.of(field) !== Privacy.open) return null
  const { selectionStart, selectionEnd } = field as HTMLInputElement
  if (selectionStart === null || selectionEnd === null) return null
  return { kind: 'field', id, start: selectionStart, end: selectionEnd }
}
