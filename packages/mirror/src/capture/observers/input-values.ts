import type { CaptureContext, Observer, PageWindow } from '../context.ts'
import { DOCUMENT, ELEMENT } from '../dom.ts'
import { patchAccessor, patchMethod } from '../patch.ts'

/** The last two say that the field has been used. */
const CHANGES = ['input', 'change', 'invalid', 'focusout'] as const

/** Live form state: what people type and choose, and what scripts set. */
export const inputValues: Observer = (ctx) => {
  const changed = ctx.guard((event: Event) => {
    for (const target of [event.composedPath()[0], event.target])
      if (isElement(ctx, target)) mark(ctx, target)
  })
  const reset = ctx.guard((event: Event) => {
    const form = event.target
    if (!isElement(ctx, form)) return
    // The fields are reset after the listeners have run.
    ctx.scheduler.post(ctx.guard(() => markAll(ctx, form)))
  })
  const detach = ctx.roots.onRoot((root, window) => {
    for (const type of CHANGES) root.addEventListener(type, changed, true)
    root.addEventListener('reset', reset, true)
    const restore = ctx.dom.nodeType(root) === DOCUMENT ? patchSetters(ctx, window) : []
    return () => {
      for (const type of CHANGES) root.removeEventListener(type, changed, true)
      root.removeEventListener('reset', reset, true)
      for (const undo of restore) undo()
    }
  })
  return detach
}

function isElement(ctx: CaptureContext, target: EventTarget | null | undefined): target is Element {
  return (
    target !== null &&
    target !== undefined &&
    'nodeType' in target &&
    ctx.dom.nodeType(target as Node) === ELEMENT
  )
}

function mark(ctx: CaptureContext, target: Element): void {
  const { dom, marks } = ctx
  const name = dom.nodeName(target)
  if (name === 'OPTION') {
    const select = dom.closest(target, 'select')
    if (select !== null) marks.field(select)
    return
  }
  if (name !== 'INPUT' && name !== 'SELECT' && name !== 'TEXTAREA') return
  marks.field(target)
  if (name === 'INPUT' && dom.inputType(target) === 'radio') markGroup(ctx, target)
}

/** Choosing one radio button releases the others of its group. */
function markGroup(ctx: CaptureContext, radio: Element): void {
  const name = ctx.dom.attribute(radio, 'name')
  if (name === null || name === '') return
  const root = ctx.dom.root(radio) as ParentNode
  const radios = root.querySelectorAll?.('input[type=radio i]') ?? []
  for (let i = 0; i < radios.length; i++) {
    const other = radios[i]
    if (other !== undefined && ctx.dom.attribute(other, 'name') === name) ctx.marks.field(other)
  }
}

function markAll(ctx: CaptureContext, form: Element): void {
  const fields = ctx.dom.all(form, 'input,textarea,select')
  for (let i = 0; i < fields.length; i++) {
    const field = fields.item(i)
    if (field !== null) ctx.marks.field(field)
  }
}

function patchSetters(ctx: CaptureContext, window: PageWindow): (() => void)[] {
  const after = (target: unknown) => mark(ctx, target as Element)
  const patch = (type: { prototype: object }, names: readonly string[]) =>
    names.map((name) => patchAccessor(type.prototype, name, 'set', ctx.guard, after))
  return [
    ...patch(window.HTMLInputElement, ['value', 'checked', 'indeterminate', 'valueAsNumber', 'valueAsDate']),
    ...['stepUp', 'stepDown', 'setRangeText'].map((name) =>
      patchMethod(window.HTMLInputElement.prototype, name, ctx.guard, after),
    ),
    patchMethod(window.HTMLTextAreaElement.prototype, 'setRangeText', ctx.guard, after),
    ...patch(window.HTMLTextAreaElement, ['value']),
    ...patch(window.HTMLSelectElement, ['value', 'selectedIndex']),
    ...patch(window.HTMLOptionElement, ['selected']),
  ]
}
