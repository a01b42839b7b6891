import * as v from 'valibot'
import { LIMITS } from './limits.ts'
import type { Capability } from './session.ts'

/**
 * Commands: what a viewer asks the host page to do. Each names the element (by node id) and the page state
 * (epoch = page load, version = last frame applied) it was made on, and is answered exactly once with
 * `done`, `refused` (and why) or `stale`.
 *
 * Sequence: viewer `command` -> server checks the capability -> host page checks again, runs it -> `command-result`
 * to that viewer. Results come in the order of the commands.
 */

export const nodeIdSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 40))
const fraction = v.pipe(v.number(), v.minValue(-10), v.maxValue(10))
const offset = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9))
const pixel = v.pipe(v.number(), v.minValue(-1e9), v.maxValue(1e9))
const text = v.pipe(v.string(), v.maxLength(LIMITS.commandTextLength))

export const modifiersSchema = v.object({
  alt: v.optional(v.boolean()),
  ctrl: v.optional(v.boolean()),
  meta: v.optional(v.boolean()),
  shift: v.optional(v.boolean()),
})
export type Modifiers = v.InferOutput<typeof modifiersSchema>

export const actionSchema = v.variant('kind', [
  /** Full pointer, mouse, focus and click sequence; x and y are fractions of the element's box. count 2 is a double click. */
  v.object({
    kind: v.literal('click'),
    node: nodeIdSchema,
    x: fraction,
    y: fraction,
    count: v.picklist([1, 2]),
    button: v.picklist(['primary', 'secondary']),
    modifiers: modifiersSchema,
  }),
  /** Pointer moved onto the element: over, enter, move. */
  v.object({ kind: v.literal('hover'), node: nodeIdSchema, x: fraction, y: fraction }),
  /** A key that is no text: Enter, Tab, Escape, arrows, Backspace outside of text, shortcuts. `node` null: where the focus is. */
  v.object({
    kind: v.literal('key'),
    node: v.nullable(nodeIdSchema),
    key: v.pipe(v.string(), v.maxLength(32)),
    code: v.pipe(v.string(), v.maxLength(32)),
    modifiers: modifiersSchema,
  }),
  /**
   * Replaces the characters start..end (UTF-16 offsets) of a text field or an editable element by `text`. Typing is
   * this, one for each key; so is deleting (text ''). `inputType` as in the InputEvent standard.
   */
  v.object({
    kind: v.literal('edit'),
    node: nodeIdSchema,
    start: offset,
    end: offset,
    text,
    inputType: v.pipe(v.string(), v.maxLength(40)),
  }),
  /** Sets the whole value of a field that is not typed into: range, date, time, colour, number by its arrows. */
  v.object({ kind: v.literal('value'), node: nodeIdSchema, value: text }),
  /** Chooses options of a native select, by their index. */
  v.object({
    kind: v.literal('select'),
    node: nodeIdSchema,
    indexes: v.pipe(v.array(offset), v.maxLength(1000)),
  }),
  v.object({ kind: v.literal('check'), node: nodeIdSchema, checked: v.boolean() }),
  v.object({ kind: v.literal('focus'), node: nodeIdSchema }),
  /** Selects text in a field. */
  v.object({ kind: v.literal('caret'), node: nodeIdSchema, start: offset, end: offset }),
  /** Scrolls an element, or a document by its node id, to an absolute position in CSS pixels. */
  v.object({ kind: v.literal('scroll'), node: nodeIdSchema, x: pixel, y: pixel }),
  v.object({ kind: v.literal('submit'), node: nodeIdSchema }),
  v.object({ kind: v.literal('back') }),
  v.object({ kind: v.literal('forward') }),
  v.object({ kind: v.literal('reload') }),
  /** Only to the page's own origin or another origin of the site. */
  v.object({ kind: v.literal('navigate'), url: v.pipe(v.string(), v.maxLength(LIMITS.urlLength)) }),
])
export type Action = v.InferOutput<typeof actionSchema>
export type ActionKind = Action['kind']

export const commandSchema = v.object({
  id: v.pipe(v.number(), v.integer(), v.minValue(1)),
  epoch: v.pipe(v.string(), v.maxLength(64)),
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  action: actionSchema,
})
export type Command = v.InferOutput<typeof commandSchema>

export const REFUSALS = [
  'not_allowed',
  'masked',
  'read_only',
  'disabled',
  'file_input',
  'not_a_field',
  'not_scrollable',
  'origin_not_allowed',
  'own_interface',
  'host_absent',
  'failed',
] as const
export const refusalSchema = v.picklist(REFUSALS)
export type Refusal = v.InferOutput<typeof refusalSchema>

/** stale: the page has changed (other page, node gone, or the field changed under the edit); the newest state is on its way. */
export const commandResultSchema = v.variant('status', [
  v.object({ id: v.number(), status: v.literal('done') }),
  v.object({ id: v.number(), status: v.literal('refused'), reason: refusalSchema }),
  v.object({ id: v.number(), status: v.literal('stale') }),
])
export type CommandResult = v.InferOutput<typeof commandResultSchema>

/** The capability that an action needs. */
export function capabilityFor(kind: ActionKind): Capability {
  switch (kind) {
    case 'scroll':
      return 'point'
    case 'back':
    case 'forward':
    case 'reload':
    case 'navigate':
      return 'navigate'
    case 'click':
    case 'hover':
    case 'key':
    case 'edit':
    case 'value':
    case 'select':
    case 'check':
    case 'focus':
    case 'caret':
    case 'submit':
      return 'control'
  }
}
