import * as v from 'valibot'
import { nodeIdSchema } from './node.ts'

/**
 * Ops of live state: what browsers show of an element that neither its attributes nor its fields say.
 */

const size = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(32_768))
const MAX_LAYERS = 200

/** The kinds of elements that stand in the top layer. */
const layerKindSchema = v.picklist(['modal', 'popover', 'fullscreen'])

/**
 * The top layer, lowest first: modal dialogs, shown popovers, and what fills the screen. `by`: what a popover was opened
 * from. A masked element is listed, since its content is masked already; what stands in a masked part or a blocked
 * element is not.
 */
export const layersOp = v.object({
  op: v.literal('layers'),
  layers: v.pipe(
    v.array(
      v.object({ id: nodeIdSchema, kind: layerKindSchema, by: v.exactOptional(v.nullable(nodeIdSchema)) }),
    ),
    v.maxLength(MAX_LAYERS),
  ),
})

/**
 * How a video or audio plays, or where the clock of an animated drawing is (an outermost `svg`; rate, volume and muted say
 * nothing there, and older viewers pass it over). Times in seconds. Nothing is said of masked and blocked ones.
 */
export const mediaOp = v.object({
  op: v.literal('media'),
  id: nodeIdSchema,
  time: v.pipe(v.number(), v.minValue(0)),
  paused: v.boolean(),
  rate: v.number(),
  volume: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  muted: v.boolean(),
})

/** Why there is no picture: its pixels may not be read, or are protected against it. */
export const UNSEEN = ['foreign', 'protected'] as const

/**
 * The pixels of a canvas, or of a video that only the visitor's browser has (a stream, a blob). `width` and `height`: its
 * own size in pixels. `image`, a data URL, replaces what was within `area` (x, y, width, height); without it, the picture is
 * empty. `unseen`: words stand in its place. Nothing is said of masked and blocked ones.
 */
export const pixelsOp = v.object({
  op: v.literal('pixels'),
  id: nodeIdSchema,
  width: size,
  height: size,
  area: v.exactOptional(v.tuple([size, size, size, size])),
  image: v.exactOptional(
    v.pipe(v.string(), v.maxLength(8_000_000), v.regex(/^data:image\/(?:png|webp|jpeg);base64,[\w+/=]*$/)),
  ),
  unseen: v.exactOptional(v.picklist(UNSEEN)),
})

/** The browser's own message at a field that is not valid, as long as it stands there. Never of masked fields. */
export const bubbleOp = v.object({
  op: v.literal('bubble'),
  bubble: v.nullable(v.object({ id: nodeIdSchema, text: v.pipe(v.string(), v.maxLength(2000)) })),
})

/**
 * The field whose list or picker, drawn by the visitor's browser, stands open: a select, an input with a picker, or one with
 * suggestions. What is in the list is in the tree. Never of masked fields.
 */
export const pickerOp = v.object({ op: v.literal('picker'), id: v.nullable(nodeIdSchema) })

/** Part of `state`. */
export const liveState = {
  /**
   * What is wrong with the field by the page's word (`setCustomValidity`) or by how it was typed (too short, too long, no
   * number); empty: nothing. Never of masked fields.
   */
  error: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  /** The browser has filled it in by itself. */
  autofilled: v.exactOptional(v.boolean()),
  /** Names of the chosen files. Never of masked fields. */
  files: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(100))),
}
