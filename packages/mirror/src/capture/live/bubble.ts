import type { OpOf } from '../../format/index.ts'
import { activeElement } from '../active-element.ts'
import type { CaptureContext, Observer } from '../context.ts'
import { Privacy } from '../masking.ts'
import { patchMethod } from '../patch.ts'
import type { StreamState } from '../stream-state.ts'

/** How long browsers show the message: that long, or longer for long ones. Milliseconds. */
const SHOWN_MS = 5000
const SHOWN_MS_PER_CHARACTER = 50
/** Of the format. */
const MAX_LENGTH = 2000
const NAMES = ['Input', 'Select', 'TextArea', 'Button', 'Form', 'FieldSet', 'Output'] as const
const ENDS = ['input', 'focusout']

/**
 * The message that browsers show at a field by themselves. Nothing tells of it but what leads to it: `invalid` events that
 * nobody prevented and no `checkValidity()` caused, the first of them at the field that has the focus afterwards.
 */
export const bubble: Observer = (ctx) => {
  let candidates: { readonly event: Event; readonly field: Element }[] = []
  let cancel = () => undefined as void

  const show = (field: Element | null) => {
    cancel()
    if (field === null && ctx.live.bubble === null) return
    ctx.live.bubble = field
    ctx.marks.whole('bubble')
    if (field === null) return
    const ms = Math.max(SHOWN_MS, messageOf(field).length * SHOWN_MS_PER_CHARACTER)
    cancel = ctx.scheduler.after(
      ms,
      ctx.guard(() => show(null)),
    )
  }
  const settle = ctx.guard(() => {
    const field = candidates.find(({ event }) => !event.defaultPrevented)?.field
    candidates = []
    if (field !== undefined && field === activeElement(ctx)) show(field)
  })
  const collect = ctx.guard((event: Event) => {
    const field = (event.composedPath()[0] ?? event.target) as Element
    candidates.push({ event, field })
    if (candidates.length === 1) ctx.scheduler.post(settle)
  })
  const ended = ctx.guard((event: Event) => {
    if (ctx.live.bubble !== null && event.composedPath()[0] === ctx.live.bubble) show(null)
  })
  const checked = () => void (candidates = [])
  const detach = ctx.roots.onRoot((root, window) => {
    root.addEventListener('invalid', collect, true)
    for (const type of ENDS) root.addEventListener(type, ended, true)
    const restore = (root === window.document ? NAMES : []).flatMap((name) => {
      const { prototype } = window[`HTML${name}Element`]
      return [
        patchMethod(prototype, 'checkValidity', ctx.guard, checked),
        patchMethod(prototype, 'setCustomValidity', ctx.guard, (field) => ctx.marks.field(field as Element)),
      ]
    })
    return () => {
      root.removeEventListener('invalid', collect, true)
      for (const type of ENDS) root.removeEventListener(type, ended, true)
      for (const undo of restore) undo()
    }
  })
  return () => {
    cancel()
    detach()
  }
}

function messageOf(field: Element): string {
  const { validationMessage, validity, title } = field as Partial<HTMLInputElement>
  const hint = validity?.patternMismatch === true && title !== undefined && title !== '' ? `\n${title}` : ''
  return ((validationMessage ?? '') + hint).slice(0, MAX_LENGTH)
}

/** Undefined when the viewers know of none and there is none that may be shown. */
export function bubbleOp(ctx: CaptureContext, state: StreamState): OpOf<'bubble'> | undefined {
  const field = ctx.live.bubble
  const id = field !== null && state.knows(field) ? ctx.table.id(field) : undefined
  const text =
    field === null || id === undefined || ctx.masking.of(field) !== Privacy.open ? '' : messageOf(field)
  if (text === '' && !state.hasBubble) return undefined
  state.hasBubble = text !== ''
  return { op: 'bubble', bubble: text === '' || id === undefined ? null : { id, text } }
}
