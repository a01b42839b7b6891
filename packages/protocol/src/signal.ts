import * as v from 'valibot'
import { nodeIdSchema } from './command.ts'

/**
 * Signals: pointing. Only the newest of each kind counts, so they are never queued, never answered and may be dropped.
 * Positions are bound to elements, so that both see them over the same thing whatever the screen sizes.
 */

const fraction = v.pipe(v.number(), v.minValue(-10), v.maxValue(10))
const offset = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Where a participant's pointer is: over `node`, x and y as fractions of its box. null: outside of the page. */
export const cursorSchema = v.nullable(
  v.object({ node: nodeIdSchema, x: fraction, y: fraction, pressed: v.optional(v.boolean()) }),
)
export type Cursor = v.InferOutput<typeof cursorSchema>

/** What a participant highlights: one element, a stretch of text (from/to: text node and UTF-16 offset), or nothing. */
export const highlightSchema = v.nullable(
  v.variant('kind', [
    v.object({ kind: v.literal('element'), node: nodeIdSchema }),
    v.object({
      kind: v.literal('text'),
      from: v.object({ node: nodeIdSchema, offset }),
      to: v.object({ node: nodeIdSchema, offset }),
    }),
  ]),
)
export type Highlight = v.InferOutput<typeof highlightSchema>

export const signalSchema = v.variant('kind', [
  v.object({ kind: v.literal('cursor'), epoch: v.string(), cursor: cursorSchema }),
  v.object({ kind: v.literal('highlight'), epoch: v.string(), highlight: highlightSchema }),
])
export type Signal = v.InferOutput<typeof signalSchema>
