import * as v from 'valibot'
import { nodeIdSchema } from './node.ts'

/**
 * Ops of what style depends on and no tree or sheet says: where the visitor's pointer and focus are, animations, ranges
 * that scripts highlight.
 */

/**
 * States that belong to the visitor's pointer, keyboard and address: the innermost element that is `:hover`, `:active`,
 * `:focus-visible` and `:target`. Of what is in a private part only what that part is in, and no focus and target.
 */
export const statesOp = v.object({
  op: v.literal('states'),
  hover: v.nullable(nodeIdSchema),
  active: v.nullable(nodeIdSchema),
  focusVisible: v.nullable(nodeIdSchema),
  target: v.nullable(nodeIdSchema),
})

/** Part of `state`. */
export const styleState = {
  /** People have used the field: `:user-valid` or `:user-invalid` holds. Never of masked fields. */
  used: v.exactOptional(v.boolean()),
}

const MAX_ANIMATIONS = 200
const text = (length: number) => v.pipe(v.string(), v.maxLength(length))
const timingSchema = v.object({
  delay: v.exactOptional(v.number()),
  endDelay: v.exactOptional(v.number()),
  fill: v.exactOptional(v.picklist(['none', 'forwards', 'backwards', 'both', 'auto'])),
  iterationStart: v.exactOptional(v.number()),
  /** Null: without end. */
  iterations: v.exactOptional(v.nullable(v.number())),
  duration: v.exactOptional(v.number()),
  direction: v.exactOptional(v.picklist(['normal', 'reverse', 'alternate', 'alternate-reverse'])),
  easing: v.exactOptional(text(2000)),
})

/** A property's value, or `offset`, `easing`, `composite` of the keyframe. */
const keyframeSchema = v.record(text(200), v.union([v.number(), v.null(), text(20_000)]))

/**
 * All animations of an element that are running, or hold their effect, in the order of their composition: those of
 * style sheets by their name, transitions by their property, those of scripts with all that makes them. What is not
 * listed has ended. Nothing is said of private elements.
 */
export const animationsOp = v.object({
  op: v.literal('animations'),
  id: nodeIdSchema,
  list: v.pipe(
    v.array(
      v.object({
        kind: v.picklist(['animation', 'transition', 'script']),
        name: text(500),
        pseudo: v.exactOptional(text(200)),
        state: v.picklist(['idle', 'running', 'paused', 'finished']),
        /** Milliseconds; null: not resolved, or of another timeline than the document's. */
        time: v.nullable(v.number()),
        rate: v.number(),
        keyframes: v.exactOptional(v.pipe(v.array(keyframeSchema), v.maxLength(1000))),
        timing: v.exactOptional(timingSchema),
        composite: v.exactOptional(v.picklist(['replace', 'add', 'accumulate'])),
        /** A timeline of scrolling: of the nearest or a named box, or of an element's way through it. */
        timeline: v.exactOptional(
          v.object({
            kind: v.picklist(['scroll', 'view']),
            id: nodeIdSchema,
            axis: v.picklist(['block', 'inline', 'x', 'y']),
          }),
        ),
      }),
    ),
    v.maxLength(MAX_ANIMATIONS),
  ),
})

const pointSchema = v.tuple([nodeIdSchema, v.pipe(v.number(), v.integer(), v.minValue(0))])
/** `CSS.highlights` of a document, all of them. Ranges that begin, end or lie in private parts are left out. */
export const highlightsOp = v.object({
  op: v.literal('highlights'),
  root: nodeIdSchema,
  list: v.pipe(
    v.array(
      v.object({
        name: text(200),
        priority: v.number(),
        ranges: v.pipe(v.array(v.tuple([pointSchema, pointSchema])), v.maxLength(5000)),
      }),
    ),
    v.maxLength(200),
  ),
})
