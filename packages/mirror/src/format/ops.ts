import { ownEntries } from '@alongside/protocol'
import * as v from 'valibot'
import { bubbleOp, layersOp, liveState, mediaOp, pickerOp, pixelsOp } from './live-ops.ts'
import { mediaSchema } from './media.ts'
import { exactNodeSchema, idRunsSchema, nodeIdSchema } from './node.ts'
import { animationsOp, highlightsOp, statesOp, styleState } from './style-ops.ts'

/**
 * Ops: each states what a part of the page is *now*; none says what happened. Applying a newer op over an older one is
 * always right, and a lost one is made good by marking the node dirty again.
 *
 * Order within a frame matters: a node is inserted before anything else names it.
 */

/**
 * A document begins: the top one (`host` null: everything before it is void) or the content of a same-origin frame.
 * Its children follow by `insert` with `parent` = id.
 */
const documentOp = v.object({
  op: v.literal('document'),
  id: nodeIdSchema,
  host: v.nullable(nodeIdSchema),
  doctype: v.nullable(v.object({ name: v.string(), publicId: v.string(), systemId: v.string() })),
  quirks: v.boolean(),
  /** What relative URLs in this document resolve against (document.baseURI). */
  base: v.string(),
})

/** From now on relative URLs in the document `id` resolve against another base (`<base>`, `history.pushState`). */
const baseOp = v.object({ op: v.literal('base'), id: nodeIdSchema, base: v.string() })

/** A shadow root of the element `host`. Its children follow by `insert` with `parent` = id. */
const shadowOp = v.object({
  op: v.literal('shadow'),
  id: nodeIdSchema,
  host: nodeIdSchema,
  mode: v.picklist(['open', 'closed']),
  slotAssignment: v.picklist(['named', 'manual']),
  /** The host counts as focused when something in the root is. */
  delegatesFocus: v.exactOptional(v.boolean()),
})

/**
 * Sibling nodes stand in `parent` directly before `before` (null: at the end; before the placeholder of an unfilled
 * parent). Exactly one of `html` and `nodes` is there. Ids that exist already are moved here: the old node is replaced.
 *
 * `html` is parsed in the context of the parent element; its nodes get `ids` in document order (a `<template>`'s content
 * counts after the template, before what follows it). Two comments are markers (real comments are always sent empty):
 * `<!--|-->` separates adjacent text nodes and `<!--0-->` stands for an empty text node; the marker of the first kind is
 * removed, the second replaced, before numbering. `hash` is the structure hash of the numbered nodes; when it differs,
 * the viewer asks for `repair` of the op's top-level nodes.
 */
const insertOp = v.object({
  op: v.literal('insert'),
  parent: nodeIdSchema,
  before: v.nullable(nodeIdSchema),
  ids: idRunsSchema,
  html: v.exactOptional(v.string()),
  hash: v.exactOptional(v.number()),
  nodes: v.exactOptional(v.array(exactNodeSchema)),
})

/** All children of an unfilled node are there: its placeholder goes. */
const filledOp = v.object({ op: v.literal('filled'), id: nodeIdSchema })

/** These nodes (and what is in them) are gone. Unknown ids are ignored. */
const removeOp = v.object({ op: v.literal('remove'), ids: v.array(nodeIdSchema) })

/** Changed attributes: qualified name -> value, null when it was removed. */
const attributesOp = v.object({
  op: v.literal('attributes'),
  id: nodeIdSchema,
  set: v.record(v.string(), v.nullable(v.string())),
})

const textOp = v.object({ op: v.literal('text'), id: nodeIdSchema, data: v.string() })

/** Live state of a form field that attributes do not show. Only what applies to the element and has changed. */
const stateOp = v.object({
  op: v.literal('state'),
  id: nodeIdSchema,
  value: v.exactOptional(v.string()),
  checked: v.exactOptional(v.boolean()),
  indeterminate: v.exactOptional(v.boolean()),
  /** Indexes of the selected options of a select. */
  selected: v.exactOptional(v.array(v.number())),
  /** What a slot of a root with manual assignment holds now. */
  assigned: v.exactOptional(v.pipe(v.array(nodeIdSchema), v.maxLength(10_000))),
  /** Custom elements only: whether it is defined (when never said: it is), and its custom states; as a field also `:valid`, ... */
  defined: v.exactOptional(v.boolean()),
  states: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(1000))), v.maxLength(1000))),
  ...liveState,
  ...styleState,
})

/** Scroll position in CSS pixels of an element, or of a document's viewport by the document's id. */
const scrollOp = v.object({ op: v.literal('scroll'), id: nodeIdSchema, x: v.number(), y: v.number() })

/** A style sheet's content under a key. Kept by the viewer for the whole session, across page loads. */
const sheetOp = v.object({
  op: v.literal('sheet'),
  /** Hash of content and base, so that equal sheets of any page and root are sent once. */
  key: v.string(),
  css: v.string(),
  /** What relative URLs in it resolve against. */
  base: v.string(),
})

/**
 * The style sheets that apply in a document or shadow root, in cascade order (those of the tree first, adopted ones
 * last). The viewer adopts them all; `<style>` and `<link>` elements stay in its tree without effect.
 * `href`: a sheet whose rules nobody here may read; the viewer's browser loads it by itself. `kept`: no content follows,
 * since the viewer has acknowledged it on an earlier page; one that does not have it asks for `repair` of `root`.
 */
const sheetsOp = v.object({
  op: v.literal('sheets'),
  root: nodeIdSchema,
  sheets: v.array(
    v.object({
      key: v.exactOptional(v.string()),
      href: v.exactOptional(v.string()),
      media: v.exactOptional(v.string()),
      disabled: v.exactOptional(v.boolean()),
      kept: v.exactOptional(v.boolean()),
    }),
  ),
})

/** The element with focus (innermost, also in shadow roots and frames), or null. */
const focusOp = v.object({ op: v.literal('focus'), id: v.nullable(nodeIdSchema) })

const pointSchema = v.object({ id: nodeIdSchema, offset: v.number() })
/** What is selected: a stretch of the document, a stretch of a field's value, or nothing. Never inside of masked parts. */
const selectionOp = v.object({
  op: v.literal('selection'),
  selection: v.nullable(
    v.variant('kind', [
      v.object({ kind: v.literal('range'), anchor: pointSchema, focus: pointSchema }),
      v.object({ kind: v.literal('field'), id: nodeIdSchema, start: v.number(), end: v.number() }),
    ]),
  ),
})

/** The visitor's layout viewport in CSS pixels, and what sheets are to answer to media features (absent: unknown). */
const viewportOp = v.object({
  op: v.literal('viewport'),
  width: v.number(),
  height: v.number(),
  devicePixelRatio: v.number(),
  media: v.exactOptional(mediaSchema),
})

const locationOp = v.object({ op: v.literal('location'), url: v.string(), title: v.string() })

/** How much of what is known of the page has been sent, 0 to 1. Sent while a stream fills; 1 ends the filling. */
const progressOp = v.object({ op: v.literal('progress'), done: v.number() })

/**
 * One step of a stream of its own: what the tag in a frame of another origin sends of its document. `id`: the frame's
 * element; `frame`: a frame (below) as JSON, whose ids are the frame's own. null: what was mirrored of it is void. Nothing
 * is said of masked and blocked frames.
 */
const foreignOp = v.object({
  op: v.literal('foreign'),
  id: nodeIdSchema,
  frame: v.nullable(v.pipe(v.string(), v.maxLength(16_000_000))),
})

const schemas = [
  documentOp,
  baseOp,
  shadowOp,
  insertOp,
  filledOp,
  removeOp,
  attributesOp,
  textOp,
  stateOp,
  scrollOp,
  sheetOp,
  sheetsOp,
  focusOp,
  selectionOp,
  viewportOp,
  locationOp,
  progressOp,
  layersOp,
  mediaOp,
  pixelsOp,
  bubbleOp,
  pickerOp,
  statesOp,
  animationsOp,
  highlightsOp,
  foreignOp,
]
export type Op = v.InferOutput<(typeof schemas)[number]>
export type OpOf<Name extends Op['op']> = Extract<Op, { op: Name }>

const byName: ReadonlyMap<unknown, v.GenericSchema<unknown, Op>> = new Map(
  schemas.map((schema) => [schema.entries.op.literal, ownEntries(schema)]),
)
/** By name at once: `variant` asks one after the other. */
const opSchema = v.lazy((input) => byName.get((input as { op?: unknown } | null)?.op) ?? v.never())

/**
 * One step of a stream. `epoch` is the page load, `version` capture's counter of changes when the frame was made:
 * commands name both.
 */
export const frameSchema = v.object({
  epoch: v.pipe(v.string(), v.maxLength(64)),
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  ops: v.array(opSchema),
})
export type Frame = v.InferOutput<typeof frameSchema>
